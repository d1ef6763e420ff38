package dev.millrace.http.exchange;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is good JSON and still not let in: objects made to be slow, numbers made to be large once they are written out, and
 * halves of characters, which no other text can hold (in names, the library refuses those that are escaped, and UTF-8 has no
 * others).
 */
final class HostileValues {
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_EXPONENT = 1_000;
    private static final int MAX_PLACE = 200;

    private HostileValues() {}

    /** @throws Failure {@link Refusal#BAD_REQUEST} with the place of the first one, such as {@code steps[2].id} */
    static void refuse(@Nullable Object value) {
        Found found = find(value);
        if (found != null) {
            String place = found.place.length() > MAX_PLACE ? found.place.substring(0, MAX_PLACE) + "…" : found.place;
            throw Failure.of(
                    Refusal.BAD_REQUEST,
                    "the body holds " + found.what + (place.isEmpty() ? "" : " (at " + place + ")"));
        }
    }

    /** The place is put together on the way back only: nothing is spent on good values. */
    private record Found(String what, String place) {
        Found below(String step) {
            boolean needsDot = !place.isEmpty() && !place.startsWith("[");
            return new Found(what, place.length() > MAX_PLACE ? place : step + (needsDot ? "." : "") + place);
        }
    }

    private static @Nullable Found find(@Nullable Object value) {
        if (value instanceof String text) {
            return isWhole(text) ? null : new Found("half a character, a surrogate without its pair", "");
        }
        if (value instanceof BigDecimal number) {
            boolean isSmall = Math.abs((long) number.scale()) <= MAX_EXPONENT;
            return isSmall ? null : new Found("a number with an exponent beyond ±" + MAX_EXPONENT, "");
        }
        if (value instanceof List<?> list) {
            return findIn(list);
        }
        return value instanceof Map<?, ?> map ? findIn(map) : null;
    }

    private static @Nullable Found findIn(List<?> list) {
        int index = 0;
        for (Object element : list) {
            Found found = find(element);
            if (found != null) {
                return found.below("[" + index + "]");
            }
            index++;
        }
        return null;
    }

    private static @Nullable Found findIn(Map<?, ?> map) {
        if (map.size() > MAX_FIELDS) {
            return new Found("an object with more than " + MAX_FIELDS + " fields", "");
        }
        for (Map.Entry<?, ?> field : map.entrySet()) {
            Found found = find(field.getValue());
            if (found != null) {
                return found.below(String.valueOf(field.getKey()));
            }
        }
        return null;
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isSurrogate(letter)) {
                if (!Character.isHighSurrogate(letter)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
