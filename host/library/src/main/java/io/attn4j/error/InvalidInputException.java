package io.attn4j.error;

/** A mistake of the caller: a wrong shape, type, option or file. The message is one line; exit code 2. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int MAX_PART = 400;

    /**
     * Builds {@code <field>: got <value>; needs <rule>; try <action>}.
     *
     * <p>What files or callers put into the parts stays on one line of limited length: control characters are escaped and
     * long parts cut.
     */
    public InvalidInputException(String field, Object got, String needs, String attempt) {
        super(line(field) + ": got " + line(String.valueOf(got)) + "; needs " + line(needs) + "; try " + line(attempt));
    }

    private static String line(String part) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(part.length(), MAX_PART); i++) {
            char c = part.charAt(i);
            if (Character.isISOControl(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return part.length() > MAX_PART ? line.append("...").toString() : line.toString();
    }
}
