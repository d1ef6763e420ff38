package dev.millrace.http.editor.live;

import dev.millrace.http.exchange.EventStream;
import dev.millrace.observe.ExecutionView;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watches of all clients, each kept while its client is there and for a minute after it went. Thread-safe. */
final class Watches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private static final int MAX_WATCHES = 200;
    private static final int MAX_OF_ONE_CALLER = 20;
    private static final int BEAT_SECONDS = 15;
    private static final int LOOK_SECONDS = 1;
    private static final int MAX_ABSENT_BEATS = 4;

    private final Map<String, Entry> byKey = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService heart; // guarded by this
    private boolean closed; // guarded by this

    /** @param caller whose it is; see {@link dev.millrace.http.exchange.Principal#session} */
    private record Entry(String caller, Watched execution, Watch watch) {
        void end() {
            execution.leave(watch);
            watch.close();
        }

        void look() {
            try {
                execution.look(watch);
            } catch (RuntimeException e) { // such as a store out of reach: the next look may find it
                LOG.debug("Execution {} cannot be looked at", execution.id(), e);
            }
        }
    }

    /** A watch that is to be {@link #add added}. */
    Watch newWatch(Function<ExecutionView, Map<String, @Nullable Object>> detail) {
        String key = UUID.randomUUID().toString();
        return new Watch(key, detail, () -> byKey.remove(key));
    }

    /** @throws dev.millrace.http.exchange.Failure if there are as many as may be, in all or of this caller */
    void refuseTooMany(String caller) {
        long own = byKey.values().stream()
                .filter(entry -> entry.caller().equals(caller))
                .count();
        if (byKey.size() >= MAX_WATCHES || own >= MAX_OF_ONE_CALLER) {
            throw LiveRoute.tooMany();
        }
    }

    synchronized void add(String caller, Watched execution, Watch watch) {
        Entry entry = new Entry(caller, execution, watch);
        if (closed) {
            entry.end();
            return;
        }
        byKey.put(watch.key(), entry);
        if (watch.isOver()) {
            byKey.remove(watch.key());
        }
        startHeart();
    }

    /**
     * Lets a client that comes back read on where it was.
     *
     * @param lastEvent the id of the last event it saw; empty for none
     * @return false if it was never here, or what it missed is forgotten
     */
    boolean resume(EventStream client, String executionId, String lastEvent) {
        Entry entry = entry(lastEvent);
        if (entry == null || !entry.execution().id().equals(executionId)) {
            return false;
        }
        try {
            return entry.watch()
                    .connect(
                            client,
                            Long.parseLong(
                                    lastEvent.substring(entry.watch().key().length() + 1)));
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    /** True if an event is one of a watch that goes on. */
    boolean remember(String event) {
        return entry(event) != null;
    }

    private @Nullable Entry entry(String event) {
        int dash = event.lastIndexOf('-');
        return dash < 0 ? null : byKey.get(event.substring(0, dash));
    }

    private void startHeart() {
        if (heart == null) {
            heart = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "millrace-http-heartbeat");
                thread.setDaemon(true);
                return thread;
            });
            var unusedBeats = heart.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
            var unusedLooks = heart.scheduleWithFixedDelay(
                    () -> byKey.values().forEach(Entry::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void beat() {
        byKey.forEach((key, entry) -> {
            if (entry.watch().beat() >= MAX_ABSENT_BEATS) {
                byKey.remove(key);
                entry.end();
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        byKey.values().forEach(Entry::end);
        byKey.clear();
        if (heart != null) {
            heart.shutdownNow();
        }
    }
}
