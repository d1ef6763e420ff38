package dev.millrace.modules;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.ModuleDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code unavailable-modules.tsv}: id, category, position in a block, pairing, end module, Chinese name, English
 * name, English description; one module a line after the line of titles (spec vflow-model, appendix B).
 */
final class UnavailableModules {
    private static final String RESOURCE = "unavailable-modules.tsv";
    private static final int COLUMNS = 8;

    private UnavailableModules() {}

    static List<ModuleDescriptor> all() {
        return Loaded.ALL;
    }

    /** Read when somebody asks, not when the engine starts. */
    private static final class Loaded {
        private static final List<ModuleDescriptor> ALL = read();
    }

    private static List<ModuleDescriptor> read() {
        List<ModuleDescriptor> modules = new ArrayList<>();
        InputStream resource = UnavailableModules.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("the resource " + RESOURCE + " is missing from the jar");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> modules.add(descriptor(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(modules);
    }

    private static ModuleDescriptor descriptor(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalStateException(RESOURCE + ": " + fields.length + " fields in line \"" + line + "\"");
        }
        return ModuleDescriptor.builder(fields[0])
                .category(Category.valueOf(fields[1].toUpperCase(Locale.ROOT)))
                .block(role(fields[2], fields[3], fields[4]))
                .name(fields[5], fields[6])
                .description(fields[5], fields[7])
                .icon("ic_unavailable")
                .openOutputs() // which ones it has on a phone is not listed
                .effect(Effect.ONCE)
                .build();
    }

    private static BlockRole role(String position, String pairing, String endModuleId) {
        return new BlockRole(BlockRole.Position.valueOf(position), pairing, endModuleId);
    }
}
