package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReaderTest {
    private static final String CASE = "linformer/fwd/f32/B1/H8/N512/L512/D64/R128";

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("records.jsonl"), text);
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        ResultRecord first = Records.measured(CASE, "cpu", 5, 7, 6);
        ResultRecord second =
                Records.passed(CASE, "opencl").set("status", "error").set("check", "failed");
        List<ResultRecord> read = RecordReader.read(file(Records.lines(first, second)));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst().get("median_ns")).isEqualTo(6.0);
        assertThat((long[]) read.getFirst().get("samples_ns")).containsExactly(5, 7, 6);
        assertThat(read.getFirst().get("rank")).isEqualTo(128L);
        assertThat(read.getFirst().get("causal")).isEqualTo(false);
        assertThat(Records.line(read.get(0))).isEqualTo(Records.line(first));
        assertThat(Records.line(read.get(1))).isEqualTo(Records.line(second));
    }

    @Test
    void recordsOfBeforeAFieldWasAddedDoNotKnowIt() throws IOException {
        String line = Records.line(Records.measured(CASE, "cpu", 5, 7, 6)).replace("\"parts\":null,", "");
        assertThat(RecordReader.read(file(line)).getFirst().get("parts")).isNull();
    }

    static Stream<Path> realFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("attn4j.root"), "results", "raw"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("realFiles")
    void readsEveryRecordOfTheRepository(Path file) throws IOException {
        assertThat(RecordReader.read(file)).hasSize((int) Files.lines(file).count());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    "schema_version":1      | "schema_version":2       | schema_version: got 2; needs 1
                    "schema_version":1,     | ''                       | schema_version: got nothing; needs 1
                    "heads":8               | "heads":8.5              | heads: got 8.5; needs a whole number
                    "heads":8               | "heads":-8               | heads: got -8; needs a whole number
                    "heads":8               | "heads":null             | heads: got null; needs a value
                    "heads":8               | "heads":"8"              | heads: got 8; needs a whole number
                    "heads":8               | "heads":8,"heads":8      | got the key heads twice
                    "heads":8,              | ''                       | heads: got no such field
                    "heads":8               | "heads":8,"head":8       | head: got an unknown field
                    "causal":false          | "causal":0               | causal: got 0; needs true or false
                    "engine":"cpu"          | "engine":7               | engine: got 7; needs a text
                    "status":"ok"           | "status":"fine"          | status: got fine; needs one of error, ok
                    "check":"passed"        | "check":"green"          | check: got green; needs one of
                    "rms_rel_err":1.0E-7    | "rms_rel_err":-1         | rms_rel_err: got -1; needs a number from 0
                    "median_ns":6.0         | "median_ns":7.2          | median_ns: got 7.2; needs the median of samples_ns, 6.0
                    "median_ns":6.0         | "median_ns":null         | median_ns: got null; needs median_ns and samples_ns together
                    "reps":3                | "reps":4                 | reps: got 4; needs the number of samples_ns, 3
                    [5, 7, 6]               | [5, 7.5, 6]              | samples_ns: got 7.5; needs whole nanoseconds
                    [5, 7, 6]               | [5, 0, 6]                | samples_ns: got 0; needs whole nanoseconds
                    [5, 7, 6]               | []                       | samples_ns: got []; needs an array
                    [5, 7, 6]               | [5, 7, 6                 | needs JSON
                    """)
    void namesFileLineAndField(String sound, String defect, String message) throws IOException {
        ResultRecord record = Records.measured(CASE, "cpu", 5, 7, 6);
        String broken = Records.line(record).replace(sound, defect == null ? "" : defect);
        Path file = file(Records.line(record) + broken);
        assertThatThrownBy(() -> RecordReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("records.jsonl line 2")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoFileOfRecords() throws IOException {
        assertThatThrownBy(() -> RecordReader.read(directory.resolve("absent.jsonl")))
                .hasMessageContaining("got no such file");
        Path empty = file("");
        assertThatThrownBy(() -> RecordReader.read(empty)).hasMessageContaining("got no record");
        Path blank = file(Records.line(Records.passed(CASE, "cpu")) + "\n");
        assertThatThrownBy(() -> RecordReader.read(blank)).hasMessageContaining("line 2: record: got an empty line");
        Path array = file("[1]\n");
        assertThatThrownBy(() -> RecordReader.read(array)).hasMessageContaining("record: got no object");
    }
}
