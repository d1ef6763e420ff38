package dev.millrace.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends JdbcContracts {
    @TempDir
    private Path directory;

    private int databases;

    @Override
    JdbcSettings emptyDatabase() {
        return JdbcSettings.sqlite(directory.resolve("store" + databases++));
    }
}
