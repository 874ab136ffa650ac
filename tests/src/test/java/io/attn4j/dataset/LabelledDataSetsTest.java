package io.attn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents to classify: which text, which label, on which side of the split. */
class LabelledDataSetsTest {
    private static final String MD5 = "00000000000000000000000000000";

    @TempDir
    private Path directory;

    private List<String> field(String file, String field) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream()
                .map(line -> ((Map<?, ?>) JsonTree.parse(file, line.getBytes(StandardCharsets.UTF_8)))
                        .get(field)
                        .toString())
                .toList();
    }

    @Test
    void mailsAreTheirBodiesOnce() throws IOException {
        Map<String, String> mails = new TreeMap<>();
        mails.put("package/spam-assassin/data/easy-ham-1/00001.7aa" + MD5 + ".txt", "Subject: x\n\nhello\n\nyou");
        mails.put("package/spam-assassin/data/easy-ham-2/00002.8aa" + MD5 + ".txt", "Subject: y\n\nhello\n\nyou");
        mails.put("package/spam-assassin/data/hard-ham-1/00003.caa" + MD5 + ".txt", "A: b\r\n\r\nheld");
        mails.put("package/spam-assassin/data/spam-1/00004.baa" + MD5 + ".txt", "A: b\n\nbuy\0!");
        mails.put("package/spam-assassin/data/spam-2/00005.daa" + MD5 + ".txt", "A: b\n\ncaf\u00e9");
        mails.put("package/spam-assassin/data/spam-2/00006.0aa" + MD5 + ".txt", "A: b\n\n \n");
        mails.put("package/spam-assassin/data/spam-2/00007.0aa" + MD5 + ".json", "{}");
        List<PreparedFile> written = MailDataSet.SPAM_ASSASSIN.prepare(NpmArchive.write(directory, mails), directory);
        assertThat(written).extracting(PreparedFile::documents).containsExactly(2, 1, 1);
        assertThat(field("train.jsonl", "text")).containsExactly("hello\n\nyou", "buy!");
        assertThat(field("train.jsonl", "label")).containsExactly("ham", "spam");
        assertThat(field("train.jsonl", "id").getFirst()).isEqualTo("easy-ham-1/00001.7aa" + MD5);
        assertThat(field("validation.jsonl", "text")).containsExactly("held");
        assertThat(field("test.jsonl", "text")).containsExactly("caf\u00e9");
    }

    /** Bytes that are no UTF-8 are Latin letters. */
    @Test
    void mailsOfOtherEncodingsAreRead() {
        assertThat(MailDataSet.body("A: b\n\ncaf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("caf\u00e9");
        assertThat(MailDataSet.body("no headers".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void genresAreThoseOfTheNames() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        texts.put("package/ca01", "\n\tThe/at jury/nn said/vbd ``/`` no/at ''/'' ./.\n\n\n\tAnd/cc 1/2/cd\n");
        texts.put("package/ca05", "held/vbn");
        texts.put("package/cr06", "second/od");
        texts.put("package/cats.txt", "no");
        texts.put("package/README", "no");
        List<PreparedFile> written = BrownDataSet.BROWN.prepare(NpmArchive.write(directory, texts), directory);
        assertThat(written).extracting(PreparedFile::documents).containsExactly(2, 1, 1, 2);
        assertThat(field("train.jsonl", "text")).containsExactly("The jury said `` no '' .\nAnd 1/2", "second");
        assertThat(field("train.jsonl", "label")).containsExactly("reportage", "humor");
        assertThat(field("validation.jsonl", "id")).containsExactly("ca05");
        assertThat(field("validation-2.jsonl", "id")).containsExactly("ca01", "cr06");
    }

    private Path jdk(int modules) throws IOException {
        Path zip = directory.resolve("src.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int module = 0; module < modules; module++) {
                for (int file = 0; file < 4 + module; file++) {
                    out.putNextEntry(new ZipEntry("m" + module + "/p/F" + file + ".java"));
                    out.write("/* licence */\npackage p;\n\nimport q.R;\n\n/** Doc. */\nclass F {}\n"
                            .getBytes(StandardCharsets.UTF_8));
                }
                out.putNextEntry(new ZipEntry("m" + module + "/module-info.java"));
            }
        }
        return zip;
    }

    @Test
    void modulesAreTheLargest() throws IOException {
        ModuleDataSet set = new ModuleDataSet();
        List<PreparedFile> written = set.prepare(set.source().fetch(jdk(13), directory), directory);
        // every third of 5, 6, ... 16 files
        assertThat(written.stream().mapToInt(PreparedFile::documents).sum()).isEqualTo(46);
        Set<String> labels = new TreeSet<>();
        for (PreparedFile file : written) {
            labels.addAll(field(file.file(), "label"));
        }
        assertThat(labels).hasSize(12).doesNotContain("m0");
        assertThat(field("train.jsonl", "text")).containsOnly("/** Doc. */\nclass F {}");
        assertThat(field("test.jsonl", "id")).doesNotContainAnyElementsOf(field("train.jsonl", "id"));
        assertThatThrownBy(() -> set.prepare(jdk(11), directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("11 modules");
        Path text = Files.writeString(directory.resolve("no.zip"), "no");
        assertThatThrownBy(() -> set.prepare(text, directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no zip file");
        assertThatThrownBy(() -> set.source().fetch(directory.resolve("absent.zip"), directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lib/src.zip of a JDK");
    }

    @Test
    void sourcesLoseWhatIsBeforeTheFirstType() {
        assertThat(ModuleDataSet.body(
                        "// a\n// b\n/* c */\n/** d */package p;\nimport static x.y;\n@Deprecated class A {}"))
                .isEqualTo("@Deprecated class A {}");
        assertThat(ModuleDataSet.body("/* never ends")).isEqualTo("/* never ends");
        assertThat(ModuleDataSet.body("// only")).isEmpty();
    }

    private Path page(String name, byte[] content) throws IOException {
        Path file = directory.resolve("man").resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.endsWith(".gz")) {
            return Files.write(file, content);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void manualPagesAreThoseOfTheirLanguages() throws IOException {
        ManPageDataSet set = new ManPageDataSet();
        assertThatThrownBy(() -> set.source().fetch(directory.resolve("absent"), directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("absent, no folder");
        Path ls = page("de/man1/ls.1.gz", utf8(".\\\" Lizenz\n.TH LS 1\n'\\\" t\nVerzeichnisinhalte auflisten\n"));
        assertThatThrownBy(() -> set.source().fetch(directory.resolve("man"), directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pages in 1 languages; needs pages in two or more");
        page("de/man1/dir.1", utf8(".TH LS 1\nVerzeichnisinhalte auflisten"));
        page("de/man1/vdir.1", utf8(".so man1/ls.1\n"));
        page("de/man1/torn.1.gz", utf8("text"));
        Files.write(directory.resolve("man/de/man1/torn.1.gz"), utf8("no gzip"));
        page("de/cat1/ls.1", utf8("formatted"));
        page("man1/ls.1", utf8("english"));
        page("ru.KOI8-R/man5/passwd.5", new byte[] {(byte) 0xc6, (byte) 0xc1});
        page("pt_BR.UTF-8/man8/mount.8", utf8("montar um sistema de arquivos"));
        Files.createSymbolicLink(ls.resolveSibling("link.1.gz"), ls);
        List<PreparedFile> written = set.prepare(set.source().fetch(directory.resolve("man"), directory), directory);
        Map<String, String> labels = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (PreparedFile file : written) {
            List<String> ids = field(file.file(), "id");
            for (int i = 0; i < ids.size(); i++) {
                labels.put(ids.get(i), field(file.file(), "label").get(i));
                texts.put(ids.get(i), field(file.file(), "text").get(i));
            }
        }
        assertThat(labels).isEqualTo(Map.of("de/man1/dir.1", "de", "pt_BR.UTF-8/man8/mount.8", "pt_BR"));
        assertThat(texts.get("de/man1/dir.1")).isEqualTo(".TH LS 1\nVerzeichnisinhalte auflisten");
        assertThat(ManPageDataSet.text("ls.1.gz", Files.readAllBytes(ls))).contains(texts.get("de/man1/dir.1"));
        String version = set.source().version(directory.resolve("man"));
        page("de/man1/ls.1.gz", utf8("Auflisten"));
        assertThat(set.source().version(directory.resolve("man"))).isNotEqualTo(version);
    }

    @Test
    void archivesOfOtherPackagesAreRefused() throws IOException {
        Path other = NpmArchive.write(directory, Map.of("package/README.md", "x"));
        for (NamedDataSet set : List.of(MailDataSet.SPAM_ASSASSIN, BrownDataSet.BROWN)) {
            assertThatThrownBy(() -> set.prepare(other, directory))
                    .as(set.name())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(set.source().toString());
        }
    }
}
