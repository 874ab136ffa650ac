package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.RecordReader;
import io.attn4j.bench.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of README.md is what {@code bench} prints of the records that it names. */
class ReadmeBenchTableTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));

    @Test
    void isMadeFromTheRecordsThatItNames() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher file = Pattern.compile("\\((results/raw/[^)]+\\.jsonl)\\)").matcher(readme);
        assertThat(file.find()).isTrue();
        Set<String> large = BenchSuite.large().stream().map(CaseId::toString).collect(Collectors.toSet());
        List<ResultRecord> records = RecordReader.read(ROOT.resolve(file.group(1))).stream()
                .filter(record -> record.text("engine").equals("opencl") && large.contains(record.text("case_id")))
                .toList();
        assertThat(records).hasSizeGreaterThan(5);
        assertThat(readme).contains("```\n" + Rows.render(BenchTable.measured(records), OutputFormat.MD) + "```\n");
    }
}
