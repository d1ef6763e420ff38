package dev.millrace.proxy;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a call is given, in one of two ways (spec script-proxy 1). JSON-like values; they must not change afterwards. */
public sealed interface Arguments {
    /**
     * Arguments in order, of a direct call.
     *
     * @param byPosition from 0; one that is not there is undefined, which null is not
     */
    record Direct(Map<Integer, @Nullable Object> byPosition) implements Arguments {
        public Direct {
            byPosition = Collections.unmodifiableMap(new TreeMap<>(byPosition));
        }
    }

    /**
     * Named parts, of a chain call.
     *
     * @param body empty if none is given; null is a body
     */
    record Parts(
            Map<String, @Nullable Object> path,
            Map<String, @Nullable Object> query,
            Map<String, @Nullable Object> header,
            Optional<Body> body)
            implements Arguments {
        public static final Parts NONE = new Parts(Map.of(), Map.of(), Map.of(), Optional.empty());

        public Parts {
            path = copy(path);
            query = copy(query);
            header = copy(header);
        }

        /** These, and what is given after them: later keys win, of header names in any case, and a later body replaces. */
        Parts with(Parts later) {
            Map<String, @Nullable Object> headers = new LinkedHashMap<>(header);
            later.header.forEach((name, value) -> {
                headers.keySet().removeIf(name::equalsIgnoreCase);
                headers.put(name, value);
            });
            return new Parts(
                    merged(path, later.path),
                    merged(query, later.query),
                    headers,
                    later.body.isPresent() ? later.body : body);
        }

        private static Map<String, @Nullable Object> merged(
                Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(before);
            all.putAll(after);
            return all;
        }

        private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /** A body that is given. */
    record Body(@Nullable Object value) {}

    static Arguments direct(@Nullable Object... arguments) {
        return direct(Arrays.asList(arguments));
    }

    static Arguments direct(List<? extends @Nullable Object> arguments) {
        Map<Integer, @Nullable Object> byPosition = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            byPosition.put(i, arguments.get(i));
        }
        return new Direct(byPosition);
    }
}
