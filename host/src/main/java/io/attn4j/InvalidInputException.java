package io.attn4j;

/** A mistake of the caller: a wrong shape, type, option or file. The message is one line; exit code 2. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Builds {@code <field>: got <value>; needs <rule>; try <action>}. */
    public InvalidInputException(String field, Object got, String needs, String attempt) {
        super(field + ": got " + got + "; needs " + needs + "; try " + attempt);
    }
}
