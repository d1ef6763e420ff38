package dev.millrace.execution;

import dev.millrace.module.LogLevel;
import dev.millrace.module.StepError;
import dev.millrace.observe.LogEntry;
import dev.millrace.plan.StepSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest steps and log entries of one execution. A completed step is kept as its two times and becomes the two log
 * entries of document 001 only when somebody reads them.
 *
 * <p>What happens to steps is written by the owner of the execution alone until it forks; from then on branches write too,
 * and every access is locked. What modules say may come from threads of their own, also while the owner reads or, after it
 * has given a call up, writes: it goes into an inbox under a lock, and is taken over before the next entry and before
 * reading, so that it stands where it was said.
 */
final class History {
    private static final int MAX_EXPECTED = 64;

    private final int maxEntries;
    private final NewestEntries<Entry> entries;
    /** How many of the newest entries nobody keeps but this. */
    private int unkept;

    private boolean shared;
    private @Nullable ArrayDeque<Entry> inbox; // guarded by this, as is the count
    private long droppedFromInbox;
    private volatile boolean hasMail;

    /** @param steps of the workflow, most of which run once */
    History(int maxEntries, int steps) {
        this.maxEntries = maxEntries;
        this.entries = new NewestEntries<>(maxEntries, Math.min(steps, MAX_EXPECTED));
    }

    /** One entry that is no step of the main course, its times as readings of the monotonic clock. */
    private sealed interface Entry {
        void render(Renderer renderer);
    }

    private record Completed(StepSource source, String branch, long start, long end) implements Entry {
        @Override
        public void render(Renderer renderer) {
            renderer.completed(source, branch, start, end);
        }
    }

    /** What was said before a restart. */
    private record Earlier(LogEntry entry) implements Entry {
        @Override
        public void render(Renderer renderer) {
            renderer.add(entry);
        }
    }

    private record Line(
            long at,
            LogLevel level,
            @Nullable StepSource source,
            String branch,
            String message,
            Map<String, ? extends @Nullable Object> details)
            implements Entry {
        @Override
        public void render(Renderer renderer) {
            renderer.add(at, level, source, branch, message, details);
        }
    }

    void completed(StepSource source, String branch, long start, long end) {
        if (shared || !branch.isEmpty()) {
            add(new Completed(source, branch, start, end));
            return;
        }
        if (hasMail) {
            takeMail();
        }
        entries.add(source, start, end);
        countUnkept();
    }

    void failed(StepSource source, String branch, long at, StepError error, int attempt) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("error", error.message());
        details.put("title", error.title());
        details.put("attempt", (long) attempt);
        add(new Line(at, LogLevel.ERROR, source, branch, "Step failed: " + source.moduleId(), details));
    }

    void skipped(StepSource source, String branch, long at, StepError error) {
        Map<String, @Nullable Object> details = Map.of("error", error.message());
        add(new Line(at, LogLevel.WARNING, source, branch, "Skipped step: " + source.moduleId(), details));
    }

    void retried(StepSource source, String branch, long at, StepError error, int attempt, long waitMillis) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("error", error.message());
        details.put("attempt", (long) attempt);
        details.put("wait", waitMillis);
        add(new Line(at, LogLevel.WARNING, source, branch, "Retrying step: " + source.moduleId(), details));
    }

    /** Thread-safe. */
    void logged(
            @Nullable StepSource source,
            String branch,
            long at,
            LogLevel level,
            String message,
            Map<String, ? extends @Nullable Object> details) {
        say(new Line(at, level, source, branch, message, Collections.unmodifiableMap(new LinkedHashMap<>(details))));
    }

    /** From now on, branches on other threads write into it too. */
    void share() {
        shared = true;
    }

    private synchronized void say(Entry entry) {
        ArrayDeque<Entry> said = inbox;
        if (said == null) {
            said = new ArrayDeque<>();
            inbox = said;
        }
        if (said.size() == maxEntries) {
            said.removeFirst();
            droppedFromInbox++;
        }
        said.addLast(entry);
        hasMail = true;
    }

    private synchronized void takeMail() {
        ArrayDeque<Entry> said = inbox;
        if (said != null) {
            hasMail = false;
            inbox = null;
            entries.missed(droppedFromInbox);
            droppedFromInbox = 0;
            said.forEach(this::append);
        }
    }

    private void add(Entry entry) {
        if (shared) {
            addShared(entry);
        } else {
            appendInOrder(entry);
        }
    }

    private synchronized void addShared(Entry entry) {
        appendInOrder(entry);
    }

    private void appendInOrder(Entry entry) {
        if (hasMail) {
            takeMail();
        }
        append(entry);
    }

    private void append(Entry entry) {
        entries.add(entry);
        countUnkept();
    }

    private void countUnkept() {
        unkept = Math.min(unkept + 1, maxEntries);
    }

    /** Puts what was said before a restart in front. */
    synchronized void restore(List<LogEntry> earlier) {
        earlier.stream()
                .skip(Math.max(0, earlier.size() - maxEntries))
                .forEach(entry -> entries.add(new Earlier(entry)));
    }

    /** What was said since this was last asked, as log entries; empty if it is less than {@code atLeast} entries. */
    synchronized List<LogEntry> takeUnkept(int atLeast, long startMillis, long startNanos) {
        takeMail();
        if (unkept < atLeast) {
            return List.of();
        }
        NewestEntries<Entry> fresh = entries.newest(unkept);
        unkept = 0;
        Renderer renderer = new Renderer(startMillis, startNanos);
        fresh.read(renderer);
        return renderer.inOrder();
    }

    /**
     * The entries as log entries, oldest first; the first says how many older ones are gone. They are put together when
     * somebody looks at them: most logs are kept and never read.
     */
    synchronized List<LogEntry> log(long startMillis, long startNanos) {
        takeMail();
        NewestEntries<Entry> newest = entries.newest(entries.size());
        return new LateList<>(() -> render(newest, new Renderer(startMillis, startNanos)));
    }

    private static List<LogEntry> render(NewestEntries<Entry> newest, Renderer renderer) {
        long gone = newest.dropped();
        if (gone > 0) {
            renderer.add(
                    renderer.startNanos,
                    LogLevel.WARNING,
                    null,
                    "",
                    gone + " older steps and entries were dropped; the newest " + newest.size() + " are kept",
                    Map.of("dropped", gone));
        }
        newest.read(renderer);
        return renderer.inOrder();
    }

    /** Collects log entries, turning monotonic readings into times of day. */
    private static final class Renderer implements NewestEntries.Reader<Entry> {
        private final long startMillis;
        private final long startNanos;
        private final List<Timed> log = new ArrayList<>();

        private record Timed(long at, LogEntry entry) {}

        Renderer(long startMillis, long startNanos) {
            this.startMillis = startMillis;
            this.startNanos = startNanos;
        }

        @Override
        public void step(StepSource source, long start, long end) {
            completed(source, "", start, end);
        }

        @Override
        public void other(Entry entry) {
            entry.render(this);
        }

        void completed(StepSource source, String branch, long start, long end) {
            add(start, LogLevel.INFO, source, branch, "Starting step: " + source.moduleId(), Map.of());
            add(
                    end,
                    LogLevel.INFO,
                    source,
                    branch,
                    "Completed step: " + source.moduleId(),
                    Map.of("actualDuration", (end - start) / 1_000_000));
        }

        void add(
                long at,
                LogLevel level,
                @Nullable StepSource source,
                String branch,
                String message,
                Map<String, ? extends @Nullable Object> details) {
            log.add(new Timed(
                    at,
                    new LogEntry(
                            Instant.ofEpochMilli(startMillis + (at - startNanos) / 1_000_000),
                            level,
                            source == null ? -1 : source.index(),
                            source == null ? "" : source.moduleId(),
                            branch,
                            message,
                            Collections.unmodifiableMap(details))));
        }

        void add(LogEntry entry) {
            log.add(new Timed(startNanos + (entry.timestamp().toEpochMilli() - startMillis) * 1_000_000, entry));
        }

        List<LogEntry> inOrder() {
            log.sort(Comparator.comparingLong(Timed::at));
            return log.stream().map(Timed::entry).toList();
        }
    }
}
