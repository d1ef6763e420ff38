package dev.millrace.modules.data;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class DataModules {
    private DataModules() {}

    public static List<Module> all() {
        return List.of(
                new ParseJson(),
                new ParseXml(),
                new JsonQuery(),
                new ToJson(),
                new CsvParse(),
                new CsvWrite(),
                new ListEdit(),
                new DictionaryEdit());
    }
}
