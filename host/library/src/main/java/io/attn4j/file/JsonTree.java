package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON text into maps in the text's order, lists, texts, numbers, booleans and null. */
public final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String where;

    private JsonTree(String where) {
        this.where = where;
    }

    /**
     * Reads a text; whole numbers that fit become {@code Long}, other numbers {@code Double}.
     *
     * @param where what the text is, for messages
     * @param json UTF-8
     * @throws InvalidInputException when it is not exactly one JSON value, or an object has a key twice
     */
    public static Object parse(String where, byte[] json) {
        return new JsonTree(where).parse(json);
    }

    private Object parse(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Object value = value(parser, parser.currentToken());
            if (parser.nextToken() != null) {
                throw invalid("more after the first value", "one JSON value", "leaving out the rest");
            }
            return value;
        } catch (JacksonException notJson) {
            // what breaks a limit, of nesting or of the length of a number, has no place
            TokenStreamLocation at = notJson.getLocation();
            throw invalid(
                    notJson.getOriginalMessage()
                            + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"),
                    "JSON",
                    "correcting it there");
        }
    }

    private Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    if (object.containsKey(name)) {
                        throw invalid("the key " + name + " twice", "each key once", "leaving out one of them");
                    }
                    object.put(name, value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, parser.currentToken()));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> fitsLong(parser) ? (Object) parser.getLongValue() : parser.getDoubleValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw invalid("nothing", "a JSON value", "writing one");
        };
    }

    private static boolean fitsLong(JsonParser parser) {
        return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    private InvalidInputException invalid(String got, String needs, String attempt) {
        return new InvalidInputException(where, got, needs, attempt);
    }
}
