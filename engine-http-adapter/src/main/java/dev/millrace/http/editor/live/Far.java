package dev.millrace.http.editor.live;

import dev.millrace.http.editor.execution.KnownExecutions;
import dev.millrace.http.exchange.Failure;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution of another engine with the same history. Its log is there as far as that keeps it, which is whenever the
 * execution rests, and its end; its steps are not told of. Looked at by one thread.
 */
final class Far implements Watched {
    private final String id;
    private final KnownExecutions executions;
    /** What its watch knows already; null for nothing. */
    private volatile @Nullable LogEntry newest;

    Far(String id, KnownExecutions executions) {
        this.id = id;
        this.executions = executions;
    }

    /**
     * How it stands now; what comes later is for {@link #look}.
     *
     * @throws Failure if nobody knows it
     */
    ExecutionView begin() {
        ExecutionView view = executions.view(id);
        remember(view.log());
        return view;
    }

    private void remember(List<LogEntry> log) {
        if (!log.isEmpty()) {
            newest = log.get(log.size() - 1);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void look(Watch watch) {
        ExecutionView view;
        try {
            view = executions.view(id);
        } catch (Failure deleted) {
            watch.close();
            return;
        }
        List<LogEntry> log = view.log();
        LogEntry known = newest;
        int seen = known == null ? 0 : log.lastIndexOf(known) + 1;
        log.stream().skip(seen).forEach(watch::said);
        remember(log);
        if (view.status().isFinal()) {
            watch.ended(view);
        }
    }

    @Override
    public void leave(Watch watch) {}
}
