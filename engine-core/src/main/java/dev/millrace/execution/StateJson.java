package dev.millrace.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plain data of a snapshot as JSON text, and back. Thread-safe. */
public final class StateJson {
    private static final int MAX_DEPTH = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private StateJson() {}

    public static String write(Map<String, @Nullable Object> state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot holds plain data only", e);
        }
    }

    /** @throws UnreadableJournalException if it is no object of JSON; the message says where */
    public static Map<String, @Nullable Object> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UnreadableJournalException("it is no JSON object: " + e.getOriginalMessage(), e);
        }
    }
}
