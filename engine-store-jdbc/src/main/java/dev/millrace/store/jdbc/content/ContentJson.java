package dev.millrace.store.jdbc.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.store.jdbc.database.StorableText;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content as JSON text. Thread-safe. */
public final class ContentJson {
    private static final int MAX_DEPTH = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    static {
        // what is read was written here, from values within the engine's own limits
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
    }

    private ContentJson() {}

    /** @param fields nulls, truth values, numbers, texts, lists and maps */
    public static String write(Map<String, ? extends @Nullable Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("content is plain data only", e);
        }
    }

    /** A list of texts, as columns hold them. */
    public static String write(Collection<String> texts) {
        try {
            return JSON.writeValueAsString(
                    texts.stream().map(StorableText::stored).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    /** @throws UnreadableContentException if it is no JSON object */
    public static StoredFields read(String json) throws UnreadableContentException {
        try {
            Map<String, @Nullable Object> fields = JSON.readValue(json, new TypeReference<>() {});
            if (fields == null) {
                throw new UnreadableContentException("the content is null");
            }
            return new StoredFields(fields);
        } catch (JsonProcessingException e) {
            // its message shows the content
            throw new UnreadableContentException("the content is no JSON object");
        }
    }
}
