package dev.millrace.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the operator's log gets while this is open. */
final class Told extends Handler implements AutoCloseable {
    private final Logger log =
            Logger.getLogger("dev.millrace.proxy"); // held, for a logger that nobody holds is forgotten
    private final List<String> messages = new CopyOnWriteArrayList<>();

    Told() {
        log.addHandler(this);
    }

    @Override
    public void publish(LogRecord told) {
        messages.add(told.getMessage());
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        log.removeHandler(this);
    }
}
