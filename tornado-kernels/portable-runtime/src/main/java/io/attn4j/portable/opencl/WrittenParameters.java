package io.attn4j.portable.opencl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parameters of a generated kernel it may write, read off its OpenCL C.
 *
 * <p>TornadoVM generates one simple statement a line: an address is a parameter cast to a number, moves from variable to
 * variable by additions, and is dereferenced by a load or a store. A parameter is only read if each line that names it, or
 * a variable with an address made from it, is a declaration, such a move, or a load. Whatever else it meets, this takes for
 * a write.
 */
final class WrittenParameters {
    private static final Pattern DECLARATION = Pattern.compile("u?long [\\w, ]+;");
    private static final Pattern MOVE = Pattern.compile("(\\w+) += +(?:\\(ulong\\) )?\\w+(?: \\+ \\w+)?;");
    private static final Pattern LOAD = Pattern.compile("\\w+ += +\\*\\(\\(__global \\w+ \\*\\) \\w+\\);");

    private final List<String> names;
    private final Map<String, List<String>> linesByName = new HashMap<>();

    private WrittenParameters(List<String> names, String body) {
        this.names = names;
        for (String line : body.split("\n", -1)) {
            String statement = line.strip();
            if (!statement.startsWith("//")) {
                index(statement);
            }
        }
    }

    private void index(String statement) {
        int end = 0;
        for (int at = 0; at < statement.length(); at = Math.max(end, at + 1)) {
            end = at;
            while (end < statement.length() && isNamePart(statement.charAt(end))) {
                end++;
            }
            if (end > at && !Character.isDigit(statement.charAt(at))) {
                linesByName
                        .computeIfAbsent(statement.substring(at, end), _ -> new ArrayList<>())
                        .add(statement);
            }
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /**
     * Reads a kernel.
     *
     * @param source OpenCL C
     * @param entry name of a kernel in it
     */
    static WrittenParameters of(String source, String entry) {
        Matcher signature = Pattern.compile("\\b" + Pattern.quote(entry) + "\\s*\\(([^)]*)\\)")
                .matcher(source);
        if (!signature.find()) {
            return new WrittenParameters(List.of(), "");
        }
        List<String> names = new ArrayList<>();
        for (String parameter : signature.group(1).split(",", -1)) {
            names.add(parameter
                    .substring(parameter.lastIndexOf(parameter.contains("*") ? '*' : ' ') + 1)
                    .strip());
        }
        return new WrittenParameters(names, source.substring(signature.end()));
    }

    /** Names of all parameters, the reserved ones first. */
    List<String> names() {
        return names;
    }

    /** Whether the kernel may write what a parameter points to; reserved parameters count. */
    boolean mayWrite(int parameter) {
        return parameter >= names.size() || mayWrite(names.get(parameter));
    }

    private boolean mayWrite(String parameter) {
        Set<String> addresses = new HashSet<>(Set.of(parameter));
        Deque<String> pending = new ArrayDeque<>(addresses);
        while (!pending.isEmpty()) {
            for (String line : linesByName.getOrDefault(pending.pop(), List.of())) {
                if (DECLARATION.matcher(line).matches() || LOAD.matcher(line).matches()) {
                    continue;
                }
                Matcher move = MOVE.matcher(line);
                if (!move.matches()) {
                    return true;
                }
                if (addresses.add(move.group(1))) {
                    pending.push(move.group(1));
                }
            }
        }
        return false;
    }
}
