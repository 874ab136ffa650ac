package io.attn4j.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Manual pages by language, without comments. Pages that only name another, that cannot be read as UTF-8, and those equal to
 * an earlier one are left out. The first digit of the MD5 sum of a page's path tells where it goes, as {@link DocumentSplit}
 * has it.
 */
record ManPageDataSet() implements NamedDataSet {
    /** The most bytes of a page. */
    private static final int MOST_BYTES = 1 << 22;

    private static final String COMPRESSED = ".gz";

    @Override
    public String name() {
        return "man-pages";
    }

    @Override
    public String description() {
        return "manual pages by language, equal ones once; held out by the MD5 sum of their paths, c for validation, d to f for a"
                + " test";
    }

    @Override
    public String licence() {
        return "that of each page, most of them GPL 2.0 or later: read where they are";
    }

    @Override
    public DataSource source() {
        return new ManPages();
    }

    @Override
    public List<PreparedFile> prepare(Path source, Path folder) throws IOException {
        DocumentSplit documents = new DocumentSplit();
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, List<Path>> language : ManPages.pages(source).entrySet()) {
            for (Path page : language.getValue()) {
                String name = ManPages.name(source, page);
                Optional<String> text = text(name, Files.readAllBytes(page));
                if (text.isPresent() && seen.add(text.get())) {
                    String id =
                            name.endsWith(COMPRESSED) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
                    documents.add(id, language.getKey(), text.get());
                }
            }
        }
        return documents.write(folder);
    }

    /** A page's text without its comments; none where it only names another page, or cannot be read. */
    static Optional<String> text(String name, byte[] content) {
        byte[] bytes = content;
        try {
            if (name.endsWith(COMPRESSED)) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                    bytes = in.readNBytes(MOST_BYTES + 1);
                }
            }
            if (bytes.length > MOST_BYTES) {
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replace("\0", "")
                    .lines()
                    .filter(line -> !line.startsWith(".\\\"") && !line.startsWith("'\\\""))
                    .collect(Collectors.joining("\n"))
                    .strip();
            return text.isEmpty() || text.startsWith(".so ") ? Optional.empty() : Optional.of(text);
        } catch (IOException other) {
            // no UTF-8, or no gzip file
            return Optional.empty();
        }
    }
}
