package dev.millrace.execution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.value.PlainValue;
import dev.millrace.value.ValueLimits;
import org.jspecify.annotations.Nullable;

/** What an output step puts out: text that is a JSON object or list becomes that (spec sync-api-trigger 9.2). */
final class OutputText {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(ValueLimits.DEFAULT.maxDepth())
                            .maxNumberLength(ValueLimits.DEFAULT.maxDigits())
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private OutputText() {}

    static @Nullable Object read(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return text;
        }
        try {
            return PlainValue.of(JSON.readValue(trimmed, Object.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return text;
        }
    }
}
