package dev.millrace.form;

/** What becomes of objects that are created, or of a draft that is changed. */
public enum Submission {
    /** A draft; with a workflow it waits at the start. */
    SAVE,
    /** In effect; with a workflow it moves on from the start. */
    SUBMIT
}
