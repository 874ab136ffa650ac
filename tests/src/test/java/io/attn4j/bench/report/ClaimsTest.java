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
    private static final String COMMAND = "./attn4j bench --case CASE --engine ENGINE";
    private static final String HEADER = "| " + String.join(" | ", Claims.COLUMNS) + " |\n|---|---|---|---|---|---|\n";

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

    /** Problems of a row after the file that it is about. */
    private static List<String> problems(String row) {
        String[] parts =
                row.strip().replace("SMALL", SMALL).replace("LARGE", LARGE).split(";", 2);
        String file = parts[0].strip();
        return Claims.problems(
                "# Claims\n\nFrom [" + file + "](raw/" + file + "): `" + COMMAND + "`\n\n" + HEADER + "| words | "
                        + parts[1].replace(";", "|") + " |\n",
                FILES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
                    a.jsonl ; 2 ms            ; `SMALL` ; `cpu` ; `median_ns` ;
                    a.jsonl ; 2.0 ms          ; SMALL ; cpu ; median_ns ;
                    a.jsonl ; 2000 us         ; SMALL ; cpu ; median_ns ;
                    a.jsonl ; 2,000,000 ns    ; SMALL ; cpu ; median_ns ;
                    a.jsonl ; 500 GFLOP/s     ; SMALL ; cpu ; gflops ;
                    a.jsonl ; 0.5 TFLOP/s     ; SMALL ; cpu ; gflops ;
                    a.jsonl ; 100 %           ; SMALL ; cpu ; roofline_pct ;
                    a.jsonl ; 3.0 MiB         ; SMALL ; cpu ; device_peak_bytes ;
                    a.jsonl ; 1.0e-7          ; SMALL ; cpu ; rms_rel_err ;
                    a.jsonl ; 1.50x           ; SMALL ; libtorch ; median_ns ; cpu
                    a.jsonl ; at least 1.25x  ; SMALL ; libtorch ; median_ns ; cpu
                    a.jsonl ; 4.0x            ; LARGE ; cpu ; median_ns ; SMALL
                    a.jsonl ; at most 4x      ; LARGE ; cpu ; median_ns ; SMALL
                    a.jsonl ; 400 %           ; LARGE ; cpu ; median_ns ; SMALL
                    b.jsonl ; 3.0x            ; SMALL ; cpu ; median_ns ; a.jsonl
                    b.jsonl ; 6 ms            ; SMALL ; cpu ; median_ns ;
                    a.jsonl ; 2.00x           ; SMALL ; cpu ; median_ns ; predicted_ns
                    c.jsonl ; 2.00x           ; SMALL ; cpu compute_units=1 ; median_ns ; compute_units=2
                    """)
    void holdsWhatTheRecordsSay(String row) {
        assertThat(problems(row)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
                    a.jsonl ; 2.1 ms          ; SMALL ; cpu ; median_ns ;              ! got 2.1 ms; needs what the record says, 2.0
                    a.jsonl ; 1.51x           ; SMALL ; libtorch ; median_ns ; cpu     ! got 1.51x; needs what the record says, 1.5
                    a.jsonl ; at least 1.6x   ; SMALL ; libtorch ; median_ns ; cpu     ! got at least 1.6x
                    a.jsonl ; at most 1.4x    ; SMALL ; libtorch ; median_ns ; cpu     ! got at most 1.4x
                    a.jsonl ; fast            ; SMALL ; cpu ; median_ns ;              ! got the value fast
                    a.jsonl ; 2 minutes       ; SMALL ; cpu ; median_ns ;              ! got the unit 'minutes'; needs
                    a.jsonl ; 2               ; SMALL ; cpu ; median_ns ;              ! got the unit ''
                    d.jsonl ; 2 ms            ; SMALL ; cpu ; median_ns ;              ! got the file d.jsonl; needs one in raw/; try a.jsonl
                    a.jsonl ; 2 ms            ; SMALL ; tornado ; median_ns ;          ! got no record of standard
                    a.jsonl ; 7 ms            ; LARGE ; opencl ; median_ns ;           ! needs one that passed its check
                    a.jsonl ; 2 ms            ; SMALL ; cpu ; median ;                 ! got the field median
                    a.jsonl ; 2               ; SMALL ; cpu ; engine ;                 ! got no number in engine
                    c.jsonl ; 2 ms            ; SMALL ; cpu ; median_ns ;              ! differ in compute_units
                    a.jsonl ; 2 ms            ; SMALL ; cpu                            ! got 4 cells; needs 6
                    """)
    void saysWhichClaimDoesNotHold(String row, String message) {
        assertThat(problems(row))
                .singleElement()
                .asString()
                .startsWith("claims.md line 7: ")
                .contains(message);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = ';', textBlock = """
                    ./attn4j bench --case CASE --engine ENGINE --threads 1 ; got ./attn4j bench --case CASE --engine ENGINE --threads 1
                    ./attn4j bench --case CASE --engine cpu                ; got ./attn4j bench --case CASE --engine cpu above
                    ''                                                     ; got no command
                    """)
    void wantsTheCommandsThatMeasuredTheRecords(String command, String message) {
        String row = "| words | 2 ms | " + SMALL + " | cpu | median_ns | |\n";
        String source = "From [a.jsonl](raw/a.jsonl)" + (command.isEmpty() ? "" : ": `" + command + "`") + "\n";
        assertThat(Claims.problems(source + HEADER + row, FILES))
                .singleElement()
                .asString()
                .contains(message, "try `" + COMMAND + "`");
    }

    @Test
    void eachTableIsAboutTheFileAboveIt() {
        String row = "| words | VALUE | " + SMALL + " | cpu | median_ns | |\n";
        String of = "From [x](raw/FILE): `" + COMMAND + "`\n\n" + HEADER + row + "\n";
        String both = of.replace("FILE", "a.jsonl").replace("VALUE", "2 ms")
                + of.replace("FILE", "b.jsonl").replace("VALUE", "6 ms");
        assertThat(Claims.problems(both, FILES)).isEmpty();
        assertThat(Claims.problems(both.replace("6 ms", "2 ms"), FILES))
                .singleElement()
                .asString()
                .startsWith("claims.md line 11: ");
    }

    @Test
    void aPageWithoutClaimsIsNoPageOfClaims() {
        assertThat(Claims.problems("# Claims\n\n| claim | value |\n|---|---|\n| a | 1 |\n", FILES))
                .singleElement()
                .asString()
                .contains("got no claim");
    }
}
