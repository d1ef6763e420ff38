package dev.millrace.durable;

import dev.millrace.Peer;
import dev.millrace.peer.Instruction;
import dev.millrace.peer.Received;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What executions are told by other nodes than their own. A row stays until the engine of the execution has made it durable;
 * its number is the key by which the engine knows what it was told already. Thread-safe.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final int MAX_AT_ONCE = 500;
    /** The lock keeps the execution from ending until the instruction is there to be forgotten with it. */
    private static final String SEND = "INSERT INTO cluster_inbox (execution_id, content) SELECT execution_id, ? FROM"
            + " cluster_execution WHERE execution_id = ? AND state <> 'ENDED' FOR SHARE";

    private static final String NOTIFY = "SELECT COUNT(*) FROM (SELECT pg_notify(?, ?)) AS told";
    private static final String WAITING = "SELECT i.id, i.execution_id, i.content FROM cluster_execution e JOIN"
            + " cluster_inbox i ON i.execution_id = e.execution_id WHERE e.owner = ? AND e.state = 'OWNED'"
            + " ORDER BY i.id LIMIT " + MAX_AT_ONCE;
    private static final String OF_ONE =
            "SELECT id, execution_id, content FROM cluster_inbox WHERE execution_id = ? ORDER BY id";
    private static final String DELETE = "DELETE FROM cluster_inbox WHERE id = ?";

    private final Database database;
    private final String channel;
    /** Rows that are being obeyed. */
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    private record Letter(long id, String executionId, String content) {
        static Letter of(Row row) throws SQLException {
            return new Letter(row.number("id"), row.text("execution_id"), row.text("content"));
        }

        Optional<Received> received() {
            return InstructionJson.read(content).map(instruction -> new Received(String.valueOf(id), instruction));
        }
    }

    /** @param channel by which nodes are told that there is something to do */
    Inbox(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /** Durable when it returns; false if no such execution is under way. */
    boolean send(String executionId, Instruction instruction) {
        String content = InstructionJson.write(instruction);
        return database.write(session -> {
            boolean sent = session.update(SEND, content, executionId) == 1;
            if (sent) {
                session.number(NOTIFY, channel, "inbox");
            }
            return sent;
        });
    }

    /** Tells the executions of a node what waits for them. */
    void deliver(Seat seat, Peer engine) {
        for (Letter letter : database.read(session -> session.list(WAITING, Letter::of, seat.nodeId()))) {
            if (underWay.add(letter.id())) {
                deliver(letter, engine);
            }
        }
    }

    private void deliver(Letter letter, Peer engine) {
        if (letter.received().isEmpty()) {
            return; // stays under way: for a newer node
        }
        new Mail(List.of(letter))
                .follow(engine.receive(letter.executionId(), letter.received().get()));
    }

    /** What waits for one execution, to be told before it goes on; {@link Mail#follow} forgets it when that is durable. */
    Mail collect(String executionId) {
        List<Letter> letters = new ArrayList<>();
        for (Letter letter : database.read(session -> session.list(OF_ONE, Letter::of, executionId))) {
            if (letter.received().isPresent() && underWay.add(letter.id())) {
                letters.add(letter);
            }
        }
        return new Mail(letters);
    }

    /** Instructions to one execution, in order. */
    final class Mail {
        private final List<Letter> letters;

        private Mail(List<Letter> letters) {
            this.letters = letters;
        }

        List<Received> instructions() {
            return letters.stream()
                    .flatMap(letter -> letter.received().stream())
                    .toList();
        }

        void follow(CompletionStage<Boolean> obeyed) {
            obeyed.whenComplete((done, lost) -> {
                if (Boolean.TRUE.equals(done)) {
                    delete(letters);
                } else {
                    giveBack();
                }
            });
        }

        void giveBack() {
            letters.forEach(letter -> underWay.remove(letter.id()));
        }
    }

    private void delete(List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        database.submitUntilMade(session -> {
                    for (Letter letter : letters) {
                        session.append(DELETE, letter.id());
                    }
                    return true;
                })
                .whenComplete((deleted, failure) -> {
                    letters.forEach(letter -> underWay.remove(letter.id()));
                    if (failure != null) {
                        LOG.debug("Instructions that were obeyed stay until the next time", failure);
                    }
                });
    }
}
