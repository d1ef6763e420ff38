package dev.millrace.http.editor.live;

import dev.millrace.ExecutionHandle;

/** An execution of this engine, which tells its watches of everything as it happens. */
record Near(ExecutionHandle execution) implements Watched {
    @Override
    public String id() {
        return execution.id();
    }

    @Override
    public void look(Watch watch) {}

    @Override
    public void leave(Watch watch) {
        execution.unwatch(watch);
    }
}
