package dev.millrace.proxy;

import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.store.RecordStore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code ${secret:name}} comes from: the host's vault, asked at each call. Thread-safe; must answer at once, so a
 * store far away keeps what it has fetched.
 */
@FunctionalInterface
public interface SecretStore {
    /** The kind of the records of {@link #over}; a store that seals what is secret seals it. */
    String KIND = "secret";

    /** @param name {@code [A-Za-z0-9_.-]{1,128}} */
    Optional<String> find(String name);

    /** This store, and where it has nothing the other one. */
    default SecretStore orElse(SecretStore other) {
        return name -> find(name).or(() -> other.find(name));
    }

    /** Without secrets. */
    static SecretStore none() {
        return name -> Optional.empty();
    }

    static SecretStore inMemory(Map<String, String> secrets) {
        Map<String, String> copy = Map.copyOf(secrets);
        return name -> Optional.ofNullable(copy.get(name));
    }

    /**
     * Variables of the environment: {@code crm_main} is {@code MILLRACE_SECRET_CRM_MAIN}; what is neither letter nor digit
     * becomes an underscore.
     *
     * @param environment such as {@code System.getenv()}
     */
    static SecretStore environment(Map<String, String> environment) {
        Map<String, String> copy = Map.copyOf(environment);
        return name -> Optional.ofNullable(
                copy.get("MILLRACE_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
    }

    /**
     * A JSON file, {@code {"crm_main":"…"}}, read once.
     *
     * @throws ConfigurationException if it cannot be read, or holds anything else
     */
    static SecretStore file(Path file) throws ConfigurationException {
        return inMemory(SecretFile.read(file));
    }

    /** Kept as records of the kind {@link #KIND}, and changed through what this gives. */
    static KeptSecrets over(RecordStore records) {
        return new KeptSecrets(records);
    }
}
