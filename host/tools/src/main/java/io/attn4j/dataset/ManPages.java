package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Translated manual pages, read where they are: {@code <language>/man<section>/<page>}, as {@code /usr/share/man} has them, or
 * another folder.
 */
public record ManPages() implements DataSource {
    private static final Path INSTALLED = Path.of("/usr/share/man");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}([_.@].*)?");
    private static final Pattern SECTION = Pattern.compile("man[0-9nl]");

    @Override
    public Path fetch(Path given, Path cache) throws IOException {
        Path folder = given != null ? given : INSTALLED;
        String subject = given != null ? "--archive" : "manual pages";
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(subject, folder + ", no folder", words(), "--archive with such a folder");
        }
        int languages = pages(folder).size();
        if (languages < 2) {
            throw new InvalidInputException(
                    subject,
                    folder + " with pages in " + languages + " languages",
                    "pages in two or more",
                    "packages such as manpages-de and manpages-fr, or --archive with a folder where they are unpacked");
        }
        return folder;
    }

    @Override
    public String words() {
        return "a folder such as /usr/share/man";
    }

    /** The folder with the SHA-256 of the names and the content of all pages. */
    @Override
    public String version(Path folder) throws IOException {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (List<Path> pages : pages(folder).values()) {
                for (Path page : pages) {
                    sum.update(name(folder, page).getBytes(StandardCharsets.UTF_8));
                    sum.update(Files.readAllBytes(page));
                }
            }
            return folder + ", SHA-256 of its pages " + HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** A page as it is named in every folder: {@code de/man1/ls.1.gz}. */
    static String name(Path folder, Path page) {
        return folder.relativize(page).toString().replace('\\', '/');
    }

    /** Pages by language, each in the order of their names; links to others are left out. */
    static Map<String, List<Path>> pages(Path folder) throws IOException {
        Map<String, List<Path>> all = new TreeMap<>();
        for (Path language : folders(folder, LANGUAGE)) {
            for (Path section : folders(language, SECTION)) {
                try (Stream<Path> files = Files.list(section)) {
                    List<Path> pages = files.filter(file -> !Files.isSymbolicLink(file) && Files.isRegularFile(file))
                            .sorted()
                            .toList();
                    if (!pages.isEmpty()) {
                        all.computeIfAbsent(label(language), name -> new ArrayList<>())
                                .addAll(pages);
                    }
                }
            }
        }
        return all;
    }

    /** {@code de} of {@code de.UTF-8}: a language, with the country where there is one. */
    private static String label(Path language) {
        return language.getFileName().toString().replaceFirst("\\..*", "");
    }

    private static List<Path> folders(Path folder, Pattern name) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(
                            path -> name.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
    }
}
