package dev.millrace.http.exchange;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client that reads events as they happen (server-sent events). Thread-safe; who offers an event never waits.
 *
 * <p>Events are written one after the other on threads of the container. A client that reads so slowly that too many wait
 * for it is cut off; it comes back with the id of the last event it saw.
 */
public final class EventStream {
    private static final int MAX_WAITING = 1_000;
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final AsyncContext async;
    private final Deque<Event> waiting = new ArrayDeque<>(); // guarded by this
    private boolean writing; // guarded by this
    private boolean closing; // guarded by this
    private boolean closed; // guarded by this
    private @Nullable Runnable whenClosed; // guarded by this

    /**
     * An event.
     *
     * @param id what the client sends as {@code Last-Event-ID} when it comes back; empty to leave it as it was
     * @param name its kind
     * @param data gives what is written as JSON; asked for on the thread that writes
     */
    public record Event(String id, String name, Supplier<?> data) {
        byte[] bytes() {
            StringBuilder text = new StringBuilder();
            if (!id.isEmpty()) {
                text.append("id: ").append(id).append('\n');
            }
            text.append("event: ").append(name).append('\n').append("data: ");
            // JSON as it is written here has no line ends
            text.append(new String(Json.write(data.get()), StandardCharsets.UTF_8))
                    .append("\n\n");
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    public EventStream(AsyncContext async) {
        this.async = async;
    }

    /** Called once, when the client is gone or the stream has ended; at once if it has already. */
    public void whenClosed(Runnable action) {
        synchronized (this) {
            if (!closed) {
                whenClosed = action;
                return;
            }
        }
        action.run();
    }

    /** Writes an event as soon as the client takes it. */
    public void offer(Event event) {
        boolean begins;
        synchronized (this) {
            if (closing || closed) {
                return;
            }
            if (waiting.size() >= MAX_WAITING) {
                closing = true;
                waiting.clear();
            } else {
                waiting.add(event);
            }
            begins = !writing;
            writing = true;
        }
        if (begins) {
            async.start(this::write);
        }
    }

    /** Shows the client, and whatever lies between, that the stream is alive. */
    public void beat() {
        synchronized (this) {
            if (writing || closing || closed) {
                return;
            }
            writing = true;
        }
        async.start(this::writeHeartbeat);
    }

    /** Ends the stream after what was offered. */
    public void end() {
        boolean begins;
        synchronized (this) {
            if (closing || closed) {
                return;
            }
            closing = true;
            begins = !writing;
            writing = true;
        }
        if (begins) {
            async.start(this::write);
        }
    }

    private void writeHeartbeat() {
        try {
            write(HEARTBEAT);
        } catch (IOException e) {
            close();
            return;
        }
        write();
    }

    private void write() {
        try {
            for (Event event = next(); event != null; event = next()) {
                write(event.bytes());
            }
        } catch (IOException | RuntimeException clientWentAway) {
            close();
        }
    }

    /** The next event; null if there is none, and then the stream is closed or this thread no longer writes. */
    private @Nullable Event next() {
        synchronized (this) {
            Event event = waiting.poll();
            if (event != null) {
                return event;
            }
            if (!closing) {
                writing = false;
                return null;
            }
        }
        close();
        return null;
    }

    private void write(byte[] bytes) throws IOException {
        var out = async.getResponse().getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private void close() {
        Runnable action;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            action = whenClosed;
            whenClosed = null;
        }
        try {
            async.complete();
        } catch (IllegalStateException alreadyOver) {
            // the container gave the client up first
        }
        if (action != null) {
            action.run();
        }
    }
}
