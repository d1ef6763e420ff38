package dev.millrace.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.peer.Instruction;
import dev.millrace.value.ExactJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instructions as they are kept until the node of their execution obeys. */
final class InstructionJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private InstructionJson() {}

    static String write(Instruction instruction) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (instruction instanceof Instruction.Signal signal) {
            fields.put("signal", signal.name());
            fields.put("payload", ExactJson.encode(signal.payload()));
        } else if (instruction instanceof Instruction.Completed completed) {
            fields.put("completed", completed.workItemId());
        } else {
            fields.put("plain", plain(instruction));
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an instruction is plain data only", e);
        }
    }

    private static String plain(Instruction instruction) {
        if (instruction instanceof Instruction.Cancel) {
            return "cancel";
        }
        return instruction instanceof Instruction.Pause ? "pause" : "resume";
    }

    /** Empty for what a newer version has written. */
    static Optional<Instruction> read(String json) {
        try {
            Map<String, @Nullable Object> fields = JSON.readValue(json, new TypeReference<>() {});
            if (fields.get("signal") instanceof String name) {
                return Optional.of(new Instruction.Signal(name, ExactJson.decode(fields.get("payload"))));
            }
            if (fields.get("completed") instanceof String item) {
                return Optional.of(new Instruction.Completed(item));
            }
            return switch (String.valueOf(fields.get("plain"))) {
                case "cancel" -> Optional.of(new Instruction.Cancel());
                case "pause" -> Optional.of(new Instruction.Pause());
                case "resume" -> Optional.of(new Instruction.Resume());
                default -> Optional.empty();
            };
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
