package dev.millrace.modules.file;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class FileModules {
    private FileModules() {}

    public static List<Module> all() {
        return List.of(new FileOperation(), new FileList(), new FileCopy(), new FileMove(), new Zip(), new Unzip());
    }
}
