package io.attn4j.file;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Java values as JSON: maps, collections, texts, numbers, {@code long[]}, booleans and null. */
public final class JsonLine {
    private JsonLine() {}

    /** A value on one line; numbers that are not finite are null. */
    public static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            case Double notFinite -> json.writeNull();
            case long[] numbers -> json.writeArray(numbers, 0, numbers.length);
            case Collection<?> elements -> {
                json.writeStartArray();
                elements.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case Map<?, ?> object -> {
                json.writeStartObject();
                object.forEach((name, element) -> {
                    json.writeName((String) name);
                    write(json, element);
                });
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }
}
