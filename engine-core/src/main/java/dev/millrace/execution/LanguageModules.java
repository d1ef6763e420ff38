package dev.millrace.execution;

import dev.millrace.module.Module;
import java.util.List;

/** The steps of the language that need nothing of the interpreter beyond what any module has. */
public final class LanguageModules {
    private LanguageModules() {}

    public static List<Module> all() {
        return List.of(new WaitSignal());
    }
}
