package io.attn4j.model;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a JSON object field by field, with one line for each mistake; {@link #end} refuses keys that nobody asked for. */
public final class JsonFields {
    private final String where;
    private final Map<?, ?> values;
    private final Set<String> known = new LinkedHashSet<>();

    private JsonFields(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * The fields of {@code value}.
     *
     * @param where what it is, for messages
     * @throws InvalidInputException when it is no JSON object
     */
    public static JsonFields of(String where, Object value) {
        if (value instanceof Map<?, ?> object) {
            return new JsonFields(where, object);
        }
        throw new InvalidInputException(where, json(value), "a JSON object", "{ ... }");
    }

    /** Whether the key is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number from {@code least} to 2^31 - 1; absent, {@code otherwise}, or a mistake where that is null. */
    public int integer(String name, int least, Integer otherwise) {
        return (int) wholeNumber(name, least, Integer.MAX_VALUE, otherwise == null ? null : otherwise.longValue());
    }

    /** A whole number from {@code least} to {@code most}; absent, {@code otherwise}, or a mistake where that is null. */
    public long wholeNumber(String name, long least, long most, Long otherwise) {
        Object value = value(name, otherwise, "a whole number");
        if (value instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw invalid(name, value, "a whole number from " + least + " to " + most);
    }

    /** A finite number from {@code least} to {@code most}; absent, {@code otherwise}, or a mistake where that is null. */
    public double number(String name, double least, double most, Double otherwise) {
        Object value = value(name, otherwise, "a number");
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        throw invalid(name, value, "a number from " + least + " to " + most);
    }

    /** A text; absent, {@code otherwise}, or a mistake where that is null. */
    public String text(String name, String otherwise) {
        Object value = value(name, otherwise, "a text");
        if (value instanceof String text) {
            return text;
        }
        throw invalid(name, value, "a text");
    }

    /** One of {@code words}; absent, {@code otherwise}. */
    public String word(String name, List<String> words, String otherwise) {
        String text = text(name, otherwise);
        if (!words.contains(text)) {
            throw invalid(name, text, "one of " + String.join(", ", words));
        }
        return text;
    }

    /** True or false; absent, {@code otherwise}. */
    public boolean flag(String name, boolean otherwise) {
        Object value = value(name, otherwise, "true or false");
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw invalid(name, value, "true or false");
    }

    /** The object of that name; absent, one without fields. */
    public JsonFields object(String name) {
        known.add(name);
        return has(name) ? of(where + " " + name, values.get(name)) : new JsonFields(where + " " + name, Map.of());
    }

    /** The array of that name; absent, an empty one. */
    public List<?> array(String name) {
        Object value = value(name, List.of(), "an array");
        if (value instanceof List<?> array) {
            return array;
        }
        throw invalid(name, value, "an array");
    }

    /** All fields of the object, whatever they are called. */
    public Map<?, ?> all() {
        values.keySet().forEach(name -> known.add((String) name));
        return values;
    }

    /**
     * Refuses keys that nobody asked for.
     *
     * @throws InvalidInputException with one line that names the first
     */
    public void end() {
        for (Object name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        where, "the unknown key " + name, "one of " + String.join(", ", known), "leaving it out");
            }
        }
    }

    /** The refusal of a value. */
    public InvalidInputException invalid(String name, Object value, String needs) {
        return new InvalidInputException(where + " " + name, json(value), needs, "correcting it");
    }

    private Object value(String name, Object otherwise, String needs) {
        known.add(name);
        if (has(name)) {
            return values.get(name);
        }
        if (otherwise == null) {
            throw new InvalidInputException(where + " " + name, "nothing", needs, "adding \"" + name + "\"");
        }
        return otherwise;
    }

    private static String json(Object value) {
        return JsonLine.of(value);
    }
}
