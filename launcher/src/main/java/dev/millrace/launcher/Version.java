package dev.millrace.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            String version = text == null
                    ? "of unknown version"
                    : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"millrace " + version + " (Java " + Runtime.version() + ")"};
        }
    }
}
