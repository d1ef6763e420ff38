package dev.millrace.modules.text;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class TextModules {
    private TextModules() {}

    public static List<Module> all() {
        return List.of(new TextProcess(), new TextSplit(), new TextReplace(), new TextExtract());
    }
}
