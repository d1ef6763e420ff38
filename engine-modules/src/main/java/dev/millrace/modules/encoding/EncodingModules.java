package dev.millrace.modules.encoding;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class EncodingModules {
    private EncodingModules() {}

    public static List<Module> all() {
        return List.of(new Base64Text(), new HashText(), new Uuid(), new UrlCodec());
    }
}
