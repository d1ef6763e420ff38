package dev.millrace.script.graal;

import dev.millrace.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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
    private volatile Modules modules = new Modules(Set.of(), "");

    /** Of the names that a host gave last those that the text can read, as JSON text; nothing as an empty text. */
    private record Modules(Set<String> names, String read) {}

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

    /** Those of the names that it can read, as JSON text; nothing as an empty text, which costs the script no parse. */
    String among(Collection<String> names) {
        List<String> read = names.stream().filter(name -> has(firstPart(name))).toList();
        return read.isEmpty() ? "" : Json.write(read);
    }

    /** As {@link #among}; an engine has some hundred modules, the same for every run. */
    @SuppressWarnings("ReferenceEquality") // comparing the names would take as long as looking for them
    String amongModules(Set<String> names) {
        Modules known = modules;
        if (known.names() != names) {
            known = new Modules(names, among(names));
            modules = known;
        }
        return known.read();
    }

    private boolean has(String name) {
        return reachesAll || text.contains(name);
    }

    /** The first part of a name with dots is enough. */
    private static String firstPart(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
