package dev.millrace.launcher;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a server keeps what outlives it. */
final class StoreOptions {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

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
        if (Stream.of(memory, database.isOnServer(), cluster != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new UnusableInputException(
                    "--memory, --store and --cluster contradict each other", "give one of them");
        }
        if (memory) {
            return Keeping.inMemory();
        }
        return cluster == null ? database.open() : database.join(cluster, node);
    }
}
