package dev.millrace.execution;

import dev.millrace.module.ResolvedInputs;
import dev.millrace.value.ExactJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in snapshots: plain values, and the inputs a step does not have. */
final class SnapshotValue {
    private static final Map<String, Object> ABSENT = Map.of("$absent", true);

    private SnapshotValue() {}

    static @Nullable Object encode(@Nullable Object value) {
        if (value == ResolvedInputs.ABSENT) {
            return ABSENT;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> encoded = new ArrayList<>(list.size());
            list.forEach(element -> encoded.add(encode(element)));
            return encoded;
        }
        return ExactJson.encode(value);
    }

    /** Two encoded dictionaries as one; what both have is the second's. */
    static @Nullable Object united(@Nullable Object first, @Nullable Object second) {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Object part : new @Nullable Object[] {first, second}) {
            if (decode(part) instanceof Map<?, ?> map) {
                all.putAll(map);
            }
        }
        return ExactJson.encode(all);
    }

    static @Nullable Object decode(@Nullable Object encoded) {
        return ABSENT.equals(encoded) ? ResolvedInputs.ABSENT : ExactJson.decode(encoded);
    }
}
