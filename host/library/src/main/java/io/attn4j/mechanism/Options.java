package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a request, read by their specifications. A value that is none is refused in one line when it is read:
 * {@code rank: got 0; needs a whole number from 1; try --rank 256}.
 */
public final class Options {
    private final Map<String, String> given;
    private final List<OptionSpec> specs;

    private Options(Map<String, String> given, List<OptionSpec> specs) {
        this.given = given;
        this.specs = specs;
    }

    /**
     * The options of {@code config}.
     *
     * @param specs the options that its mechanism takes in addition to {@code causal} and {@code scale}
     * @throws InvalidInputException when another one is given
     */
    public static Options of(MechanismConfig config, List<OptionSpec> specs) {
        List<String> known = new ArrayList<>(List.of("causal", "scale"));
        for (OptionSpec spec : specs) {
            known.add(spec.name());
        }
        for (String name : config.options().keySet()) {
            if (known.indexOf(name) < 2) {
                throw new InvalidInputException(
                        name,
                        "an option that " + config.mechanism() + " does not take",
                        "one of " + String.join(", ", known),
                        "leaving it out");
            }
        }
        return new Options(config.options(), specs);
    }

    /** Those options of {@code config} that have a specification here; others are left to other readers. */
    public static Options someOf(MechanismConfig config, List<OptionSpec> specs) {
        return new Options(config.options(), specs);
    }

    /** Whether the option is given. */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** The value as it is given, or null. */
    public String text(String name) {
        return given.get(name);
    }

    /** A whole number, or {@code absent}. */
    public int integer(String name, int absent) {
        return has(name) ? integer(name) : absent;
    }

    /** A whole number up to {@code most}, or {@code absent}; {@code meaning} is what the limit is, such as {@code H-1}. */
    public int integer(String name, int absent, int most, String meaning) {
        if (!has(name)) {
            return absent;
        }
        OptionSpec spec = spec(name);
        double value = whole(spec, most);
        if (Double.isNaN(value)) {
            throw refused(spec, spec.rule() + " to " + most + " (" + meaning + ")");
        }
        return (int) value;
    }

    /** A whole number that must be given; {@code needs} says what it is. */
    public int required(String name, String needs) {
        if (!has(name)) {
            throw new InvalidInputException(
                    name, "none", needs, "--" + name + " " + spec(name).example());
        }
        return integer(name);
    }

    private int integer(String name) {
        OptionSpec spec = spec(name);
        double value = whole(spec, spec.most());
        if (Double.isNaN(value)) {
            throw refused(spec, spec.rule());
        }
        return (int) value;
    }

    /** The 32-bit whole number in range, else NaN. */
    private double whole(OptionSpec spec, double most) {
        Double value = parsed(spec, Integer::parseInt);
        return value != null && value >= spec.least() && value <= most ? value : Double.NaN;
    }

    /** A whole number of 64 bits, or {@code absent}. */
    public long seed(String name, long absent) {
        if (!has(name)) {
            return absent;
        }
        long[] exact = new long[1];
        OptionSpec spec = spec(name);
        if (parsed(spec, text -> exact[0] = Long.parseLong(text)) == null) {
            throw refused(spec, spec.rule());
        }
        return exact[0];
    }

    /** A number, or {@code absent}. */
    public double number(String name, double absent) {
        if (!has(name)) {
            return absent;
        }
        OptionSpec spec = spec(name);
        Double value = parsed(spec, Double::parseDouble);
        if (value == null || !(value >= spec.least() && value <= spec.most())) {
            throw refused(spec, spec.rule());
        }
        return value;
    }

    /** A number in fp32, or {@code absent}; what fp32 holds as 0 or infinity counts as that. */
    public float single(String name, float absent) {
        if (!has(name)) {
            return absent;
        }
        OptionSpec spec = spec(name);
        Double value = parsed(spec, Float::parseFloat);
        if (value == null || !(value >= spec.least() && value <= spec.most())) {
            throw refused(spec, spec.rule());
        }
        return value.floatValue();
    }

    /** One of the option's words, or {@code absent}. */
    public String word(String name, String absent) {
        if (!has(name)) {
            return absent;
        }
        OptionSpec spec = spec(name);
        if (!spec.words().contains(text(name))) {
            throw refused(spec, spec.rule());
        }
        return text(name);
    }

    /** The constant whose word is given, or {@code absent}. */
    public <E extends Enum<E>> E constant(String name, E absent) {
        String word = word(name, OptionSpec.word(absent));
        for (E constant : absent.getDeclaringClass().getEnumConstants()) {
            if (OptionSpec.word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalStateException(
                name + ": got the word " + word + "; needs a constant of " + absent.getDeclaringClass());
    }

    /** Whether {@code true} is given. */
    public boolean flag(String name) {
        return word(name, "false").equals("true");
    }

    /** Refuses an option that means nothing here. */
    public void only(String name, boolean meaningful, String needed) {
        if (has(name) && !meaningful) {
            throw new InvalidInputException(name, text(name) + " without " + needed, needed, "leaving it out");
        }
    }

    private OptionSpec spec(String name) {
        for (OptionSpec spec : specs) {
            if (spec.name().equals(name)) {
                return spec;
            }
        }
        throw new IllegalArgumentException("option: got " + name + "; needs one that is specified");
    }

    private interface Parser {
        double parse(String text);
    }

    private Double parsed(OptionSpec spec, Parser parser) {
        try {
            return parser.parse(text(spec.name()));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private InvalidInputException refused(OptionSpec spec, String rule) {
        return new InvalidInputException(
                spec.name(), text(spec.name()), rule, "--" + spec.name() + " " + spec.example());
    }
}
