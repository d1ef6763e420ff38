package dev.millrace.http.editor.live;

import dev.millrace.http.editor.execution.ExecutionForm;
import dev.millrace.http.exchange.EventStream;
import dev.millrace.http.exchange.EventStream.Event;
import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.observe.StepEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client sees of one execution: a picture to begin with, then everything that happens. Remembers the newest
 * events, so that the client can come back for those it missed. Thread-safe.
 */
final class Watch implements ExecutionObserver {
    /** The id of the last event of every stream: who comes back with it has seen all. */
    static final String END = "end";

    private static final int MAX_REMEMBERED = 500;

    private final String key;
    private final Function<ExecutionView, Map<String, @Nullable Object>> detail;
    private final Runnable whenOver;
    private final Deque<Event> recent = new ArrayDeque<>(); // guarded by this
    private long dropped; // guarded by this
    private @Nullable EventStream client; // guarded by this
    private boolean over; // guarded by this
    private int absentBeats; // guarded by this

    /**
     * @param key begins the ids of its events, unlike that of any other
     * @param detail an execution as the API writes it
     * @param whenOver called when it has told of the end, perhaps more than once
     */
    Watch(String key, Function<ExecutionView, Map<String, @Nullable Object>> detail, Runnable whenOver) {
        this.key = key;
        this.detail = detail;
        this.whenOver = whenOver;
    }

    String key() {
        return key;
    }

    /**
     * Lets a client read on.
     *
     * @param seen how many events it has seen; 0 for none
     * @return false if some that it has not seen are forgotten
     */
    synchronized boolean connect(EventStream newClient, long seen) {
        if (seen < dropped || seen > dropped + recent.size()) {
            return false;
        }
        if (client != null) {
            client.end();
        }
        client = newClient;
        absentBeats = 0;
        recent.stream().skip(seen - dropped).forEach(newClient::offer);
        if (over) {
            newClient.end();
        }
        newClient.whenClosed(() -> disconnect(newClient));
        return true;
    }

    private synchronized void disconnect(EventStream gone) {
        if (client == gone) {
            client = null;
        }
    }

    /** @return how many times in a row nobody was there */
    synchronized int beat() {
        if (client == null) {
            return ++absentBeats;
        }
        client.beat();
        return 0;
    }

    synchronized void close() {
        over = true;
        if (client != null) {
            client.end();
        }
        whenOver.run();
    }

    synchronized boolean isOver() {
        return over;
    }

    private synchronized void happened(String name, Supplier<?> data) {
        add(new Event(key + "-" + (dropped + recent.size() + 1), name, data));
    }

    private synchronized void add(Event event) {
        if (over) {
            return;
        }
        recent.addLast(event);
        if (recent.size() > MAX_REMEMBERED) {
            recent.removeFirst();
            dropped++;
        }
        if (client != null) {
            client.offer(event);
        }
    }

    @Override
    public void executionEnded(ExecutionEvent execution, ExecutionView end) {
        ended(end);
    }

    /** The execution is over: the last event. */
    synchronized void ended(ExecutionView end) {
        add(new Event(END, "status", () -> detail.apply(end)));
        close();
    }

    @Override
    public void stepStarted(ExecutionEvent execution, StepEvent step) {
        happened("step", () -> step(step, "started"));
    }

    @Override
    public void stepCompleted(ExecutionEvent execution, StepEvent step) {
        happened("step", () -> step(step, "completed"));
    }

    @Override
    public void stepFailed(ExecutionEvent execution, StepEvent step) {
        happened("step", () -> step(step, "failed"));
    }

    @Override
    public void stepSkipped(ExecutionEvent execution, StepEvent step) {
        happened("step", () -> step(step, "skipped"));
    }

    @Override
    public void stepRetried(ExecutionEvent execution, StepEvent step, Duration wait) {
        happened("step", () -> {
            Map<String, @Nullable Object> form = step(step, "retrying");
            form.put("wait", wait.toMillis());
            return form;
        });
    }

    @Override
    public void stepProgressed(ExecutionEvent execution, StepEvent step, String message, double share) {
        happened("step", () -> {
            Map<String, @Nullable Object> form = step(step, "progress");
            form.put("message", message);
            form.put("progress", Double.isNaN(share) ? null : share);
            return form;
        });
    }

    @Override
    public void logged(ExecutionEvent execution, LogEntry entry) {
        said(entry);
    }

    /** Something was logged. */
    void said(LogEntry entry) {
        happened("log", () -> ExecutionForm.log(entry));
    }

    private static Map<String, @Nullable Object> step(StepEvent step, String state) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("stepId", step.stepId());
        form.put("stepIndex", step.stepIndex());
        form.put("moduleId", step.moduleId());
        if (!step.branch().isEmpty()) {
            form.put("branch", step.branch());
        }
        form.put("state", state);
        form.put("attempt", step.attempt());
        form.put("duration", step.elapsedNanos() / 1_000_000);
        if (!step.outputs().isEmpty()) {
            form.put("outputs", ExecutionForm.typed(step.outputs()));
        }
        StepError error = step.error();
        if (error != null) {
            form.put("error", Map.of("title", error.title(), "message", error.message()));
        }
        return form;
    }

    /** The first event: how the execution stood when the watch began. */
    Event picture(ExecutionView view) {
        return picture(key, view, detail);
    }

    /** The first event of one that is over. */
    static Event picture(
            String key, ExecutionView view, Function<ExecutionView, Map<String, @Nullable Object>> detail) {
        return new Event(key + "-0", "snapshot", () -> {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            form.put("execution", detail.apply(view));
            form.put("logs", ExecutionForm.logs(view.log()));
            return form;
        });
    }
}
