package dev.millrace.proxy;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.value.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Arguments as JSON text, such as those of scripts. */
public final class JsonArguments {
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,4}");

    private final CallSite site;

    private JsonArguments(String platform, String api) {
        this.site = new CallSite(platform, "", api);
    }

    /** For the arguments of a call; platform and interface are for errors only. */
    public static JsonArguments of(String platform, String api) {
        return new JsonArguments(platform, api);
    }

    /**
     * Arguments in order.
     *
     * @param json an object, position from 0 → argument; an undefined one is left out
     * @throws ProxyError with {@link ErrorCode#INVALID_ARGUMENT} if it is anything else
     */
    public Arguments direct(String json) {
        Map<Integer, @Nullable Object> byPosition = new TreeMap<>();
        object("the arguments", read(json)).forEach((position, value) -> {
            if (!POSITION.matcher(position).matches()) {
                throw invalid("an argument has the position " + Excerpt.quoted(position));
            }
            byPosition.put(Integer.valueOf(position), value);
        });
        return new Arguments.Direct(byPosition);
    }

    /**
     * Named parts.
     *
     * @param json an object with {@code path}, {@code query}, {@code header} and {@code body}, those that are given
     * @throws ProxyError with {@link ErrorCode#INVALID_ARGUMENT} if it is anything else
     */
    public Arguments parts(String json) {
        return parts(object("the parts", read(json)));
    }

    private Arguments.Parts parts(Map<String, @Nullable Object> parts) {
        return new Arguments.Parts(
                part(parts, "path"),
                part(parts, "query"),
                part(parts, "header"),
                parts.containsKey("body") ? Optional.of(new Arguments.Body(parts.get("body"))) : Optional.empty());
    }

    /**
     * Named parts, given one after the other: later keys win, of header names in any case, and a later body replaces.
     *
     * @param json a list of objects, each as {@link #parts} reads it
     * @throws ProxyError with {@link ErrorCode#INVALID_ARGUMENT} if it is anything else
     */
    public Arguments chain(String json) {
        if (!(read(json) instanceof List<?> given)) {
            throw invalid("the parts of a chain must be a list");
        }
        Arguments.Parts all = Arguments.Parts.NONE;
        for (Object next : given) {
            all = all.with(parts(object("a part of a chain", next)));
        }
        return all;
    }

    /** The text that {@link #direct} or {@link #parts} reads, whichever is for their kind. */
    public static String text(Arguments arguments) {
        return Json.write(
                arguments instanceof Arguments.Direct direct
                        ? direct.byPosition()
                        : members((Arguments.Parts) arguments));
    }

    private static Map<String, @Nullable Object> members(Arguments.Parts parts) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("path", parts.path());
        members.put("query", parts.query());
        members.put("header", parts.header());
        parts.body().ifPresent(body -> members.put("body", body.value()));
        return members;
    }

    private Map<String, @Nullable Object> part(Map<String, @Nullable Object> parts, String name) {
        Object value = parts.get(name);
        return value == null ? Map.of() : object(name, value);
    }

    private @Nullable Object read(String json) {
        try {
            return Json.read(json, Numbers.EXACT);
        } catch (JsonException e) {
            throw invalid("the arguments cannot be read: " + e.getMessage());
        }
    }

    private Map<String, @Nullable Object> object(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            throw invalid(name + " must be an object, but is " + Excerpt.quoted(value));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        members.forEach((key, member) -> object.put(String.valueOf(key), member));
        return object;
    }

    private ProxyError invalid(String what) {
        return site.error(ErrorCode.INVALID_ARGUMENT, what);
    }
}
