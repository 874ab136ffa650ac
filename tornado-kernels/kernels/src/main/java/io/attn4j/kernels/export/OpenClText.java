package io.attn4j.kernels.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Normal form of the OpenCL C that TornadoVM generates, so that generating it again gives the same bytes.
 *
 * <p>Two things vary or do not belong. The declarations of local variables come in hash order, thousands of names on one
 * line: they are sorted and wrapped. Pragmas for extensions that the kernel does not use, which drivers without them warn
 * about, are left out.
 */
final class OpenClText {
    private static final Set<String> TYPES = Set.of(
            "bool", "char", "short", "int", "long", "uchar", "ushort", "uint", "ulong", "float", "double", "half");

    private static final int NAMES_PER_LINE = 12;

    private OpenClText() {}

    /** The normal form of {@code generated}. */
    static String normalise(String generated) {
        StringBuilder text = new StringBuilder();
        SortedSet<String> declarations = new TreeSet<>();
        String body = generated.substring(Math.max(0, generated.indexOf("__kernel")));
        for (String line : generated.lines().toList()) {
            String trimmed = line.strip();
            if (trimmed.startsWith("#pragma OPENCL EXTENSION") && !uses(body, trimmed)) {
                continue;
            }
            if (isDeclaration(trimmed)) {
                declarations.add(sorted(trimmed));
                continue;
            }
            declarations.forEach(declaration -> text.append(declaration).append('\n'));
            declarations.clear();
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString().strip() + "\n";
    }

    private static boolean uses(String body, String pragma) {
        if (pragma.contains("cl_khr_fp64")) {
            return body.contains("double");
        }
        if (pragma.contains("cl_khr_fp16")) {
            return body.contains("half");
        }
        if (pragma.contains("cl_khr_int64_base_atomics")) {
            return body.contains("atom_");
        }
        return true;
    }

    private static boolean isDeclaration(String line) {
        int space = line.indexOf(' ');
        return space > 0
                && line.endsWith(";")
                && TYPES.contains(line.substring(0, space))
                && line.indexOf('=') < 0
                && line.indexOf('[') < 0
                && line.indexOf('(') < 0;
    }

    /** The declaration with its names in order, a line for every {@link #NAMES_PER_LINE} of them. */
    private static String sorted(String declaration) {
        int space = declaration.indexOf(' ');
        String type = declaration.substring(0, space);
        List<String> names = new ArrayList<>(List.of(
                declaration.substring(space + 1, declaration.length() - 1).split(", ")));
        names.sort(Comparator.comparingInt(name -> Integer.parseInt(name.substring(name.lastIndexOf('_') + 1))));
        StringJoiner lines = new StringJoiner("\n");
        for (int from = 0; from < names.size(); from += NAMES_PER_LINE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_PER_LINE));
            lines.add("  " + type + " " + String.join(", ", some) + ";");
        }
        return lines.toString();
    }
}
