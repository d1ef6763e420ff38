package dev.millrace.http.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two spellings of a field's name that requests may use (decision D3). */
public final class Spelling {
    private Spelling() {}

    /** {@code folderId} → {@code folder_id}. */
    static String snakeCase(String camelCase) {
        StringBuilder snake = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char letter = camelCase.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                snake.append('_').append((char) (letter + ('a' - 'A')));
            } else {
                snake.append(letter);
            }
        }
        return snake.toString();
    }

    /**
     * A copy of an object in whose keys {@code names} are in camelCase, whichever way they were written; written both ways,
     * camelCase counts. Other keys stay.
     */
    public static Map<String, @Nullable Object> camelCased(Map<?, ?> object, Set<String> names) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> copy.put(String.valueOf(key), value));
        for (String name : names) {
            String other = snakeCase(name);
            if (!other.equals(name) && copy.containsKey(other)) {
                Object value = copy.remove(other);
                if (!copy.containsKey(name)) {
                    copy.put(name, value);
                }
            }
        }
        return copy;
    }
}
