package dev.millrace.http.editor.live;

/** An execution, as those who watch it reach it. Thread-safe. */
interface Watched {
    String id();

    /** Tells a watch what is new, where nobody else does. Called now and then; may block. */
    void look(Watch watch);

    /** A watch is told nothing any more. */
    void leave(Watch watch);
}
