package dev.millrace.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Snapshots as JSON bytes, for stores that keep bytes. Thread-safe. */
public final class SnapshotJson {
    private static final int MAX_DEPTH = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private SnapshotJson() {}

    public static byte[] write(ExecutionSnapshot snapshot) {
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "executionId", snapshot.executionId(),
                    "workflowId", snapshot.workflowId(),
                    "planHash", snapshot.planHash(),
                    "state", snapshot.state()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot holds plain data only", e);
        }
    }

    /** @throws IOException if the bytes are no snapshot; the message says where */
    public static ExecutionSnapshot read(byte[] json) throws IOException {
        Map<String, @Nullable Object> fields = JSON.readValue(json, new TypeReference<>() {});
        if (fields.get("executionId") instanceof String executionId
                && fields.get("workflowId") instanceof String workflowId
                && fields.get("planHash") instanceof String planHash
                && fields.get("state") instanceof Map<?, ?> state) {
            return new ExecutionSnapshot(executionId, workflowId, planHash, stateOf(state));
        }
        throw new IOException("these bytes are JSON, but no snapshot of an execution");
    }

    @SuppressWarnings("unchecked") // objects of JSON have text keys
    private static Map<String, @Nullable Object> stateOf(Map<?, ?> state) {
        return (Map<String, @Nullable Object>) state;
    }
}
