package dev.millrace.form;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with written objects, collected to be told together. Not thread-safe. */
final class Problems {
    private static final int MAX_TOLD = 20;

    private final List<ObjectException> found = new ArrayList<>();
    private String place = "";

    /** From here on, problems are of the object at this place, such as {@code BizObjectArray[1]: }. */
    void at(String prefix) {
        place = prefix;
    }

    void add(ObjectError error, String message) {
        found.add(new ObjectException(error, place + message));
    }

    /** @throws ObjectException with the error of the first problem and the messages of at most twenty */
    void check() {
        if (!found.isEmpty()) {
            String message = String.join(
                    "; ",
                    found.stream().limit(MAX_TOLD).map(ObjectException::text).toList());
            throw new ObjectException(found.get(0).error(), message);
        }
    }
}
