package dev.millrace.launcher;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Asks for the names somebody probably meant: those a few letters away, and those that contain what was typed. */
final class NearestNames {
    private static final int SHOWN = 3;

    private NearestNames() {}

    /** {@code did you mean "a" or "b"?}, or empty if nothing is near. */
    static String question(String typed, Collection<String> names) {
        List<String> near = NearestName.several(typed, names, SHOWN);
        return near.isEmpty()
                ? ""
                : near.stream().map(Excerpt::quoted).collect(Collectors.joining(" or ", "did you mean ", "?"));
    }
}
