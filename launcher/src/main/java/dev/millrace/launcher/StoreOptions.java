package dev.millrace.launcher;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server keeps what outlives it. */
final class StoreOptions {
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

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            description = {
                "As --store, with other nodes on the same database that behave as one. All need the file",
                "millrace.keys of the first one in their --data."
            })
    private @Nullable String cluster;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What this node of the cluster is called. Default: a name by chance.")
    private String node = "";

    @Option(names = "--memory", description = "Keeps everything in memory: it ends with the process.")
    private boolean memory;

    /**
     * Opens it; closed after the engine.
     *
     * @throws UnusableInputException if it cannot be opened, or the options contradict one another
     */
    Keeping open() throws UnusableInputException {
        if (Stream.of(memory, store != null, cluster != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new UnusableInputException(
                    "--memory, --store and --cluster contradict each other", "give one of them");
        }
        if (memory) {
            return Keeping.inMemory();
        }
        if (cluster != null) {
            return Keeping.cluster(cluster, variable(USER_VARIABLE), variable(PASSWORD_VARIABLE), node, data);
        }
        return store == null
                ? Keeping.embedded(data)
                : Keeping.postgres(store, variable(USER_VARIABLE), variable(PASSWORD_VARIABLE), data);
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
