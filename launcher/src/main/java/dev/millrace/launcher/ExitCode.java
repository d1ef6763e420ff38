package dev.millrace.launcher;

/** What the process tells its caller. */
final class ExitCode {
    static final int OK = 0;
    static final int NOT_COMPLETED = 1;
    static final int UNUSABLE = 2;
    static final int BUG = 3;

    private ExitCode() {}
}
