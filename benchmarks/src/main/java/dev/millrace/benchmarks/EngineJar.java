package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * Cuts out of the one jar what a single engine needs.
 *
 * <p>A class path that also holds every other engine would be searched, and its service files read, at the cost of the
 * engine that starts.
 */
final class EngineJar {
    private static final List<String> SHARED = List.of("dev/millrace/benchmarks/", "org/slf4j/");
    private static final Pattern SERVICE_OR_VERSION =
            Pattern.compile("META-INF/(?:services/|versions/\\d+/|native-image/)?");
    private static final String SERVICES = "META-INF/services/";

    private EngineJar() {}

    /**
     * Writes the jar of an engine.
     *
     * @param all the jar with everything in it
     * @param target is created or replaced
     */
    static void write(Path all, EngineId engine, Path target) throws IOException {
        try (JarFile source = new JarFile(all.toFile());
                OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file, source.getManifest())) {
            for (JarEntry entry : source.stream().toList()) {
                if (!entry.isDirectory() && belongs(entry.getName(), engine)) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    source.getInputStream(entry).transferTo(jar);
                    jar.closeEntry();
                }
            }
        }
    }

    private static boolean belongs(String entry, EngineId engine) {
        if (entry.equals(JarFile.MANIFEST_NAME)) {
            return false; // written with the stream
        }
        String path = SERVICE_OR_VERSION.matcher(entry).replaceFirst("");
        if (entry.startsWith(SERVICES) && !path.contains("/")) {
            path = path.replace('.', '/');
        }
        boolean isInRoot = !entry.contains("/"); // schemas and settings: few, small, and nobody's by name
        return isInRoot
                || startsWithAny(path, SHARED)
                || startsWithAny(path, engine.folders()) && !startsWithAny(path, engine.without());
    }

    private static boolean startsWithAny(String path, List<String> folders) {
        return folders.stream().anyMatch(path::startsWith);
    }
}
