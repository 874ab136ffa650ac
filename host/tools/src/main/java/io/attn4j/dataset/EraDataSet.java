package io.attn4j.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Speeches cut into documents of some bytes, to be classified by the era of their year. All documents of a speech are trained on
 * or all are held out; the last one of a speech has what is left.
 *
 * @param name what {@code attn4j data} calls it
 * @param description what it is
 * @param speeches where they come from, by year
 * @param bytes most bytes of a document
 * @param eras by their first years
 * @param every speeches are held out whose year leaves a remainder by this
 * @param held the remainder
 */
record EraDataSet(
        String name,
        String description,
        TextDataSet speeches,
        int bytes,
        NavigableMap<Integer, String> eras,
        int every,
        int held)
        implements NamedDataSet {
    /** Addresses by three eras. */
    static final EraDataSet STATE_OF_THE_UNION = new EraDataSet(
            "sotu-era",
            "1,000 bytes of State of the Union addresses by era, 1790-1860, 1861-1932 or 1933-2021; years that end with 9 are"
                    + " held out",
            TextDataSet.STATE_OF_THE_UNION,
            1000,
            new TreeMap<>(Map.of(1790, "1790-1860", 1861, "1861-1932", 1933, "1933-2021")),
            10,
            9);

    /** Addresses by six eras of forty years. */
    static final EraDataSet FORTY_YEARS = new EraDataSet(
            "sotu-40-years",
            "1,024 bytes of State of the Union addresses by six eras of 40 years from 1790 on; years that leave 3 by 4 are"
                    + " held out",
            TextDataSet.STATE_OF_THE_UNION,
            1024,
            new TreeMap<>(Map.of(
                    1790,
                    "1790-1829",
                    1830,
                    "1830-1869",
                    1870,
                    "1870-1909",
                    1910,
                    "1910-1949",
                    1950,
                    "1950-1989",
                    1990,
                    "1990-2021")),
            4,
            3);

    @Override
    public String licence() {
        return speeches.licence();
    }

    @Override
    public NpmPackage source() {
        return speeches.source();
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        List<TextDataSet.Document> documents = speeches.documents(archive);
        return List.of(file(folder, TRAINING, documents, false), file(folder, "validation.jsonl", documents, true));
    }

    private PreparedFile file(Path folder, String file, List<TextDataSet.Document> documents, boolean out) {
        DocumentLines lines = new DocumentLines();
        for (TextDataSet.Document document : documents) {
            if ((document.number() % every == held) != out) {
                continue;
            }
            byte[] text = document.text();
            String speech = document.path().replaceAll(".*/|\\.txt$", "");
            int part = 0;
            for (int from = 0; from < text.length; part++) {
                int to = end(text, from);
                String piece = new String(text, from, to - from, StandardCharsets.UTF_8);
                lines.add(
                        speech + "-" + part, eras.floorEntry(document.number()).getValue(), piece);
                from = to;
            }
        }
        return lines.write(folder, file);
    }

    /** Where a document ends that starts at {@code from}: not within a character of UTF-8. */
    private int end(byte[] text, int from) {
        int to = Math.min(text.length, from + bytes);
        while (to < text.length && to > from + 1 && (text[to] & 0xC0) == 0x80) {
            to--;
        }
        return to;
    }
}
