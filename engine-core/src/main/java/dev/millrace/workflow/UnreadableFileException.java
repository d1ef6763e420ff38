package dev.millrace.workflow;

/** A file that is lost as a whole. Never leaves the package: the reader turns it into a problem. */
final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UnreadableFileException(ProblemCode code, Place place, String message, String fix) {
        super(message, null, false, false);
        this.problem = Problem.error(code, place, message, fix);
    }

    Problem problem() {
        return problem;
    }
}
