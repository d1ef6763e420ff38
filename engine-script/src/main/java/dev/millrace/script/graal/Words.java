package dev.millrace.script.graal;

import java.util.Collection;
import java.util.List;

/**
 * Which names of globals a script can read. What it cannot is not made for it, as that would take longer than most scripts.
 * A text reads a global by writing its name; the ways around that, an escape in a name, the global object and text that is
 * imported, are taken to read everything.
 */
final class Words {
    // the same numbers as in bootstrap.js
    private static final int INTERFACES = 1;
    private static final int CONSOLE = 2;
    private static final int TIMERS = 4;
    private static final int REQUEST_IDS = 8;

    private final String text;
    private final boolean reachesAll;
    private final int wants;

    private Words(String text) {
        this.text = text;
        this.reachesAll = text.contains("globalThis") || text.contains("import") || text.contains("\\u");
        this.wants = (has("$proxy") ? INTERFACES : 0)
                | (has("console") ? CONSOLE : 0)
                | (has("Timeout") || has("Interval") || has("sleep") ? TIMERS : 0)
                | (has("generateRequestId") ? REQUEST_IDS : 0);
    }

    static Words of(String text) {
        return new Words(text);
    }

    /** The groups of globals that it can read, as {@code bootstrap.js} numbers them. */
    int wants() {
        return wants;
    }

    /** Those of the names that it can read, the first part of a name with dots being enough. */
    List<String> among(Collection<String> names) {
        return names.stream().filter(name -> has(firstPart(name))).toList();
    }

    private boolean has(String name) {
        return reachesAll || text.contains(name);
    }

    private static String firstPart(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
