package dev.millrace.store.jdbc.execution;

import dev.millrace.store.JournalRecord;
import dev.millrace.store.jdbc.database.Session;
import java.sql.SQLException;

/**
 * Keeps an engine from writing to journals that are another's. Asked in the transaction of each change, by the thread that
 * writes; a change may be made more than once until it is committed.
 */
public interface Fence {
    /** For a database with one engine. */
    Fence NONE = new Fence() {
        @Override
        public boolean begins(JournalRecord first, Session session) {
            return true;
        }

        @Override
        public boolean holds(String executionId, Session session) {
            return true;
        }

        @Override
        public void ends(String executionId, Session session) {}
    };

    /** Takes an execution that begins; false if there is, or was, another one with its id. */
    boolean begins(JournalRecord first, Session session) throws SQLException;

    /** True if an execution is this engine's until the transaction ends. */
    boolean holds(String executionId, Session session) throws SQLException;

    /** An execution that it holds is over. */
    void ends(String executionId, Session session) throws SQLException;
}
