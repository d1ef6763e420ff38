package dev.millrace.proxy;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.proxy.platform.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of secrets. No message holds anything of it but names. */
final class SecretFile {
    private static final long MAX_BYTES = 1_000_000;

    private SecretFile() {}

    static Map<String, String> read(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw ConfigurationException.of(
                        "", "is larger than " + MAX_BYTES + " bytes", "keep secrets only in it");
            }
            return secrets(Json.read(Files.readString(file), Numbers.TEXT));
        } catch (IOException e) {
            throw ConfigurationException.of(
                    "", "cannot be read: " + e.getClass().getSimpleName(), "give a UTF-8 file that may be read");
        } catch (JsonException e) {
            throw ConfigurationException.of("", String.valueOf(e.getMessage()), "write {\"NAME\":\"SECRET\"}");
        }
    }

    private static Map<String, String> secrets(@Nullable Object value) throws ConfigurationException {
        if (!(value instanceof Map<?, ?> members)) {
            throw ConfigurationException.of("", "is no object", "write {\"NAME\":\"SECRET\"}");
        }
        Map<String, String> secrets = new HashMap<>();
        for (Map.Entry<?, ?> entry : members.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!(entry.getValue() instanceof String secret)) {
                throw ConfigurationException.of(name, "is no text", "write {\"NAME\":\"SECRET\"}");
            }
            secrets.put(name, secret);
        }
        return secrets;
    }
}
