package dev.millrace.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database is meant: the one of a folder, or one of a server. */
final class DatabaseOptions {
    private static final String USER_VARIABLE = "MILLRACE_STORE_USER";
    private static final String PASSWORD_VARIABLE = "MILLRACE_STORE_PASSWORD";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = {
                "The folder of the embedded database and of the key that seals secrets; made if there is",
                "none. One process at a time. Default: ${DEFAULT-VALUE}."
            })
    private Path data = Path.of("data");

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = {
                "A PostgreSQL database instead, jdbc:postgresql://HOST/DATABASE. User and password are read",
                "from " + USER_VARIABLE + " and " + PASSWORD_VARIABLE + ". The key stays in --data."
            })
    private @Nullable String store;

    boolean isOnServer() {
        return store != null;
    }

    /**
     * Opens it; to be closed.
     *
     * @throws UnusableInputException if it cannot be opened
     */
    Keeping open() throws UnusableInputException {
        return store == null ? Keeping.embedded(data) : Keeping.postgres(store, user(), password(), data);
    }

    /** As {@link #open}, as one of the nodes of a cluster. */
    Keeping join(String cluster, String node) throws UnusableInputException {
        return Keeping.cluster(cluster, user(), password(), node, data);
    }

    private static String user() {
        return variable(USER_VARIABLE);
    }

    private static String password() {
        return variable(PASSWORD_VARIABLE);
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
