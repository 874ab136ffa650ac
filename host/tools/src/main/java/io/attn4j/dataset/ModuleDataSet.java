package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Every third source file of the twelve modules of a JDK that have the most, by module, without what is before the first type:
 * licence, package and imports. The first digit of the MD5 sum of a file's path tells where it goes, as {@link
 * DocumentSplit} has it.
 */
record ModuleDataSet() implements NamedDataSet {
    private static final int MODULES = 12;
    private static final int EVERY = 3;

    /** The most bytes of a source file. */
    private static final int MOST_BYTES = 1 << 22;

    @Override
    public String name() {
        return "jdk-modules";
    }

    @Override
    public String description() {
        return "source files of a JDK's twelve largest modules, by module, without licence, package and imports; held out by"
                + " the MD5 sum of their paths, c for validation, d to f for a test";
    }

    @Override
    public String licence() {
        return "GPL 2.0 with Classpath exception, that of the JDK: read where it is, not for passing on";
    }

    @Override
    public DataSource source() {
        return new JdkSources();
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        DocumentSplit documents = new DocumentSplit();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, Set<String>> modules = modules(zip);
            if (modules.size() < MODULES) {
                throw new InvalidInputException(
                        archive.toString(),
                        modules.size() + " modules",
                        MODULES + " or more, lib/src.zip of a JDK",
                        "another --archive");
            }
            for (Map.Entry<String, Set<String>> module : modules.entrySet()) {
                int number = 0;
                for (String path : module.getValue()) {
                    if (number++ % EVERY == 0) {
                        String text = body(text(zip, path));
                        if (!text.isBlank()) {
                            documents.add(path, module.getKey(), text);
                        }
                    }
                }
            }
        } catch (ZipException other) {
            throw new InvalidInputException(
                    archive.toString(), "no zip file", "lib/src.zip of a JDK", "another --archive");
        }
        return documents.write(folder);
    }

    /** Paths by module, of the modules with the most source files. */
    private static Map<String, Set<String>> modules(ZipFile zip) {
        Map<String, Set<String>> all = new TreeMap<>();
        zip.stream().map(ZipEntry::getName).forEach(path -> {
            int slash = path.indexOf('/');
            if (slash > 0 && path.endsWith(".java") && !path.endsWith("-info.java")) {
                all.computeIfAbsent(path.substring(0, slash), name -> new TreeSet<>())
                        .add(path);
            }
        });
        List<String> names = new ArrayList<>(all.keySet());
        names.sort(Comparator.comparing((String name) -> all.get(name).size(), Collections.reverseOrder()));
        return names.stream()
                .limit(MODULES)
                .collect(Collectors.toMap(name -> name, all::get, (x, y) -> x, TreeMap::new));
    }

    private static String text(ZipFile zip, String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry.getSize() > MOST_BYTES) {
            throw new InvalidInputException(
                    zip.getName() + " " + path,
                    entry.getSize() + " bytes",
                    "at most " + MOST_BYTES,
                    "another --archive");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    /** A source file without the comment at its start, its package and its imports. */
    static String body(String source) {
        String rest = source.strip();
        while (rest.startsWith("/*") && rest.contains("*/") || rest.startsWith("//")) {
            int end = rest.startsWith("//") ? rest.indexOf('\n') : rest.indexOf("*/") + 1;
            rest = end < 0 ? "" : rest.substring(end + 1).strip();
        }
        return rest.lines()
                .filter(line -> !line.matches("\\s*(package|import)\\s.*"))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
