package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private static final String SMALL = "standard/fwd/f32/B1/H8/N512/L512/D64";
    private static final String LARGE = "standard/fwd/f32/B1/H8/N1024/L1024/D64";
    private static final String HEADER =
            "| " + String.join(" | ", Claims.COLUMNS) + " |\n|---|---|---|---|---|---|---|---|\n";

    private static ResultRecord record(String caseId, String engine, long milliseconds) {
        return Records.measured(
                        caseId,
                        engine,
                        1_000_000 * milliseconds - 1,
                        1_000_000 * milliseconds,
                        1_000_000 * milliseconds + 1)
                .set("device_peak_bytes", 3L << 20)
                .set("predicted_ns", 1e6);
    }

    private static final List<RawFile> FILES = List.of(
            new RawFile(
                    "a.jsonl",
                    List.of(
                            record(SMALL, "cpu", 2).set("compute_units", 2L),
                            record(SMALL, "libtorch", 3),
                            record(LARGE, "cpu", 8).set("compute_units", 2L),
                            record(LARGE, "opencl", 7).set("check", "failed"))),
            new RawFile("b.jsonl", List.of(record(SMALL, "cpu", 4), record(SMALL, "cpu", 6), record(SMALL, "cpu", 20))),
            new RawFile(
                    "c.jsonl",
                    List.of(
                            record(SMALL, "cpu", 4).set("compute_units", 1L),
                            record(SMALL, "cpu", 2).set("compute_units", 2L))));

    private static String command() {
        return "./attn4j bench --case " + SMALL + " --case " + LARGE + " --engine cpu,libtorch,opencl,tornado";
    }

    private static List<String> problems(String row) {
        String cells =
                row.strip().replace("SMALL", SMALL).replace("LARGE", LARGE).replace(";", "|");
        return Claims.problems("# Claims\n\n" + HEADER + "| words | " + cells + " | `" + command() + "` |\n", FILES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
                    2 ms            ; a.jsonl ; `SMALL` ; `cpu` ; `median_ns` ;
                    2.0 ms          ; a.jsonl ; SMALL ; cpu ; median_ns ;
                    2000 us         ; [a.jsonl](raw/a.jsonl) ; SMALL ; cpu ; median_ns ;
                    2,000,000 ns    ; raw/a.jsonl ; SMALL ; cpu ; median_ns ;
                    500 GFLOP/s     ; a.jsonl ; SMALL ; cpu ; gflops ;
                    0.5 TFLOP/s     ; a.jsonl ; SMALL ; cpu ; gflops ;
                    100 %           ; a.jsonl ; SMALL ; cpu ; roofline_pct ;
                    3.0 MiB         ; a.jsonl ; SMALL ; cpu ; device_peak_bytes ;
                    1.0e-7          ; a.jsonl ; SMALL ; cpu ; rms_rel_err ;
                    1.50x           ; a.jsonl ; SMALL ; libtorch ; median_ns ; cpu
                    at least 1.25x  ; a.jsonl ; SMALL ; libtorch ; median_ns ; cpu
                    4.0x            ; a.jsonl ; LARGE ; cpu ; median_ns ; SMALL
                    at most 4x      ; a.jsonl ; LARGE ; cpu ; median_ns ; SMALL
                    400 %           ; a.jsonl ; LARGE ; cpu ; median_ns ; SMALL
                    3.0x            ; b.jsonl ; SMALL ; cpu ; median_ns ; a.jsonl
                    6 ms            ; b.jsonl ; SMALL ; cpu ; median_ns ;
                    2.00x           ; a.jsonl ; SMALL ; cpu ; median_ns ; predicted_ns
                    2.00x           ; c.jsonl ; SMALL ; cpu compute_units=1 ; median_ns ; compute_units=2
                    """)
    void holdsWhatTheRecordsSay(String row) {
        assertThat(problems(row)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
                    2.1 ms          ; a.jsonl ; SMALL ; cpu ; median_ns ;              ! got 2.1 ms; needs what the record says, 2.0
                    1.51x           ; a.jsonl ; SMALL ; libtorch ; median_ns ; cpu     ! got 1.51x; needs what the record says, 1.5
                    at least 1.6x   ; a.jsonl ; SMALL ; libtorch ; median_ns ; cpu     ! got at least 1.6x
                    at most 1.4x    ; a.jsonl ; SMALL ; libtorch ; median_ns ; cpu     ! got at most 1.4x
                    fast            ; a.jsonl ; SMALL ; cpu ; median_ns ;              ! got the value fast
                    2 minutes       ; a.jsonl ; SMALL ; cpu ; median_ns ;              ! got the unit 'minutes'; needs
                    2               ; a.jsonl ; SMALL ; cpu ; median_ns ;              ! got the unit ''
                    2 ms            ; d.jsonl ; SMALL ; cpu ; median_ns ;              ! got the file d.jsonl; needs one in raw/; try a.jsonl
                    2 ms            ; a.jsonl ; SMALL ; tornado ; median_ns ;          ! got no record of standard
                    7 ms            ; a.jsonl ; LARGE ; opencl ; median_ns ;           ! needs one that passed its check
                    2 ms            ; a.jsonl ; SMALL ; cpu ; median ;                 ! got the field median
                    2               ; a.jsonl ; SMALL ; cpu ; engine ;                 ! got no number in engine
                    2 ms            ; c.jsonl ; SMALL ; cpu ; median_ns ;              ! differ in compute_units
                    2 ms            ; a.jsonl ; SMALL ; cpu                            ! got 6 cells; needs 8
                    """)
    void saysWhichClaimDoesNotHold(String row, String message) {
        assertThat(problems(row))
                .singleElement()
                .asString()
                .startsWith("claims.md line 5: ")
                .contains(message);
    }

    @Test
    void wantsTheCommandThatMeasuresIt() {
        String row = "| words | 2 ms | a.jsonl | " + SMALL + " | cpu | median_ns | | `./attn4j bench --case " + LARGE
                + " --engine cpu` |\n";
        assertThat(Claims.problems(HEADER + row, FILES))
                .singleElement()
                .asString()
                .contains("got the command");
    }

    @Test
    void aPageWithoutClaimsIsNoPageOfClaims() {
        assertThat(Claims.problems("# Claims\n\n| claim | value |\n|---|---|\n| a | 1 |\n", FILES))
                .singleElement()
                .asString()
                .contains("got no claim");
    }
}
