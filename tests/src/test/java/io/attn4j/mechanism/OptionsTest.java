package io.attn4j.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private enum Size {
        SMALL,
        VERY_LARGE
    }

    private static final List<OptionSpec> SPECS = List.of(
            OptionSpec.integer("rank", 1).example("256"),
            OptionSpec.integer("steps", 1, 100),
            OptionSpec.integer("shared", 0),
            OptionSpec.seed("seed"),
            OptionSpec.number("epsilon"),
            OptionSpec.positive("alpha"),
            OptionSpec.numberFrom("std", 0),
            OptionSpec.oneOf("form", "a", "b", "c"),
            OptionSpec.oneOf("size", Size.values()),
            OptionSpec.flag("expand"));

    private static Options given(String... options) {
        return Options.of(Requests.config("some", false, options), SPECS);
    }

    private static void assertRefused(String message, ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    @Test
    void readsWhatIsGiven() {
        Options options = given(
                "rank",
                "7",
                "seed",
                "-9223372036854775808",
                "epsilon",
                "-1e-3",
                "form",
                "c",
                "size",
                "very-large",
                "expand",
                "true",
                "shared",
                "0");
        assertThat(options.integer("rank", 1)).isEqualTo(7);
        assertThat(options.required("rank", "a rank")).isEqualTo(7);
        assertThat(options.seed("seed", 1)).isEqualTo(Long.MIN_VALUE);
        assertThat(options.number("epsilon", 1)).isEqualTo(-1e-3);
        assertThat(options.single("epsilon", 1)).isEqualTo(-1e-3f);
        assertThat(options.word("form", "a")).isEqualTo("c");
        assertThat(options.constant("size", Size.SMALL)).isEqualTo(Size.VERY_LARGE);
        assertThat(options.flag("expand")).isTrue();
        assertThat(options.integer("shared", 3, 0, "H-1")).isZero();
    }

    @Test
    void fallsBackToTheDefault() {
        Options options = given();
        assertThat(options.integer("rank", 5)).isEqualTo(5);
        assertThat(options.seed("seed", 9)).isEqualTo(9);
        assertThat(options.single("alpha", 2)).isEqualTo(2);
        assertThat(options.word("form", null)).isNull();
        assertThat(options.constant("size", Size.SMALL)).isEqualTo(Size.SMALL);
        assertThat(options.flag("expand")).isFalse();
        assertThat(options.text("rank")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1.5", "2147483648", "99999999999999999999"})
    void refusesWhatIsNoWholeNumberInRange(String value) {
        assertRefused(
                "rank: got " + value + "; needs a whole number from 1; try --rank 256",
                () -> given("rank", value).integer("rank", 1));
        assertRefused(
                "steps: got " + value + "; needs a whole number from 1 to 100; try --steps 1",
                () -> given("steps", value).integer("steps", 1));
    }

    @Test
    void refusesWhatIsAboveALimitOfTheRequest() {
        assertRefused(
                "shared: got 3; needs a whole number from 0 to 2 (H-1); try --shared 1",
                () -> given("shared", "3").integer("shared", 0, 2, "H-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "epsilon, NaN, a finite number",
        "epsilon, Infinity, a finite number",
        "epsilon, x, a finite number",
        "epsilon, 1e39, a finite number",
        "alpha, 0, a finite number above 0",
        "alpha, 1e-50, a finite number above 0",
        "std, -1, a finite number from 0"
    })
    void refusesWhatIsNoNumberInRange(String option, String value, String rule) {
        assertRefused(
                option + ": got " + value + "; needs " + rule + "; try --" + option + " 1",
                () -> given(option, value).single(option, 1));
    }

    @Test
    void refusesOtherWords() {
        assertRefused(
                "form: got d; needs a, b or c; try --form a",
                () -> given("form", "d").word("form", "a"));
        assertRefused(
                "size: got VERY_LARGE; needs small or very-large; try --size small",
                () -> given("size", "VERY_LARGE").constant("size", Size.SMALL));
        assertRefused(
                "expand: got yes; needs true or false; try --expand false",
                () -> given("expand", "yes").flag("expand"));
        assertRefused(
                "seed: got a; needs a whole number of 64 bits; try --seed 0",
                () -> given("seed", "a").seed("seed", 0));
    }

    @Test
    void refusesWhatIsMissingUnknownOrMeaningless() {
        assertRefused("rank: got none; needs a rank; try --rank 256", () -> given().required("rank", "a rank"));
        assertThatThrownBy(() -> given("slots", "3"))
                .hasMessageStartingWith(
                        "slots: got an option that some does not take; needs one of causal, scale, rank,");
        assertRefused(
                "alpha: got 2 without form=b; needs form=b; try leaving it out",
                () -> given("alpha", "2").only("alpha", false, "form=b"));
    }
}
