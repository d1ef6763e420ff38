package dev.millrace.store.jdbc.execution;

import dev.millrace.store.Clock;
import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.content.WorkflowText;
import dev.millrace.store.jdbc.database.Change;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.LargeText;
import dev.millrace.store.jdbc.database.Session;
import dev.millrace.workflow.Workflow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Definitions as rows by their content hashes, as long as somebody needs them. Thread-safe; several processes may share them.
 *
 * <p>A definition is needed by the journals of the executions that started with it, by those that have called it, which say
 * so in a row of their own, and by starts whose journals do not begin before it is durable. For these it stays for {@link
 * #GRACE} after it was last kept. A start whose definition this process knows to be kept does not ask the database; so that
 * it has most of the grace left nevertheless, that knowledge holds for {@link #KNOWN_FOR}, and then the time in the
 * database is set anew.
 *
 * <p>Only new definitions make old ones superfluous. So whoever keeps one removes, once in a while, those that nobody needs.
 */
final class Definitions {
    static final Duration GRACE = Duration.ofDays(1);
    static final Duration KNOWN_FOR = Duration.ofHours(1);

    private static final String KEEP = "INSERT INTO definition (hash, content, kept_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (hash) DO UPDATE SET kept_at = excluded.kept_at"
            + " WHERE definition.kept_at IS NULL OR definition.kept_at < excluded.kept_at";
    private static final String USE =
            "INSERT INTO definition_use (execution_id, hash) VALUES (?, ?) ON CONFLICT (execution_id, hash) DO NOTHING";
    private static final String FIND = "SELECT content FROM definition WHERE hash = ?";

    private static final String NOTICE = "UPDATE definition SET kept_at = ? WHERE kept_at IS NULL";
    private static final String END_USES = "DELETE FROM definition_use WHERE execution_id IN (SELECT execution_id FROM"
            + " definition_use WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.execution_id ="
            + " definition_use.execution_id) LIMIT ?)";
    private static final String NOT_NEEDED = "SELECT hash FROM definition WHERE kept_at < ?"
            + " EXCEPT SELECT definition_hash FROM journal EXCEPT SELECT hash FROM definition_use";
    /** Unless it was kept anew meanwhile. */
    private static final String REMOVE = "DELETE FROM definition WHERE hash = ? AND kept_at < ?";
    /** Rows that go in one transaction: few enough for the changes that wait behind it. */
    private static final int CHUNK = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final Database database;
    private final Clock clock;
    /** When definitions were kept that are known to be so, by their hashes. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    private final AtomicLong removed = new AtomicLong();

    Definitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void keep(Workflow definition) {
        String hash = definition.contentHash();
        long now = clock.epochMillis();
        if (!isKnown(hash, now)) {
            LargeText content = LargeText.of(WorkflowText.write(definition));
            database.write(session -> session.update(KEEP, hash, content, now));
            known.put(hash, now);
            removeNowAndThen(now);
        }
    }

    /**
     * Without waiting, so that an execution under way outlasts a database that is away: what is written of it afterwards is
     * committed afterwards.
     */
    void keepFor(String executionId, Workflow called) {
        String hash = called.contentHash();
        long now = clock.epochMillis();
        Change<Boolean> use = session -> {
            session.append(USE, executionId, hash);
            return true;
        };
        if (isKnown(hash, now)) {
            database.submitUntilMade(use);
            return;
        }
        LargeText content = LargeText.of(WorkflowText.write(called));
        database.submitUntilMade(session -> {
                    session.update(KEEP, hash, content, now);
                    return use.make(session);
                })
                .thenRun(() -> known.put(hash, now));
    }

    private boolean isKnown(String hash, long now) {
        Long keptAt = known.get(hash);
        return keptAt != null && !isOver(KNOWN_FOR, keptAt, now);
    }

    Optional<Workflow> find(String hash) {
        return database.read(session -> session.first(FIND, row -> row.largeText("content"), hash))
                .flatMap(content -> database.decoded("definition", hash, () -> WorkflowText.read(content.text())));
    }

    // ---------------------------------------------------------------- what goes

    private void removeNowAndThen(long now) {
        long before = removed.get();
        if (!isOver(KNOWN_FOR, before, now) || !removed.compareAndSet(before, now)) {
            return;
        }
        known.values().removeIf(keptAt -> isOver(KNOWN_FOR, keptAt, now));
        try {
            remove(now);
        } catch (StoreException e) {
            LOG.warn("Definitions that no execution needs any more stay until the next time", e);
        }
    }

    private static boolean isOver(Duration time, long since, long now) {
        return now - since >= time.toMillis();
    }

    private void remove(long now) {
        endUses(now);
        long lastKept = now - GRACE.toMillis();
        List<String> notNeeded = database.read(session -> session.list(NOT_NEEDED, row -> row.text("hash"), lastKept));
        for (int from = 0; from < notNeeded.size(); from += CHUNK) {
            List<String> some = notNeeded.subList(from, Math.min(notNeeded.size(), from + CHUNK));
            database.write(session -> remove(some, lastKept, session));
        }
    }

    private void endUses(long now) {
        int ended;
        do {
            ended = database.write(session -> {
                session.update(NOTICE, now);
                return session.update(END_USES, CHUNK);
            });
        } while (ended >= CHUNK);
    }

    private static int remove(List<String> hashes, long lastKept, Session session) throws SQLException {
        for (String hash : hashes) {
            session.append(REMOVE, hash, lastKept);
        }
        return hashes.size();
    }
}
