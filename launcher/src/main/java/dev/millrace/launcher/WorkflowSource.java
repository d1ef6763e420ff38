package dev.millrace.launcher;

import dev.millrace.value.Excerpt;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Files that the command line names. */
final class WorkflowSource {
    private static final String STANDARD_INPUT = "-";

    private WorkflowSource() {}

    /** What a file of workflows holds, with all its problems; {@code -} is the standard input. */
    static WorkflowFile read(String name, Console console) throws UnusableInputException {
        try {
            WorkflowReader reader = reader();
            return name.equals(STANDARD_INPUT) ? reader.read(console.in()) : reader.read(path(name));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The same file gives the same ids, so that two runs can be compared. */
    private static WorkflowReader reader() {
        AtomicInteger unnamed = new AtomicInteger();
        return WorkflowReader.create().withIds(() -> "unnamed-" + unnamed.incrementAndGet());
    }

    /** The text of a small file, such as the value of an input. */
    static String text(String name, long maxBytes) throws UnusableInputException {
        try {
            Path file = path(name);
            if (Files.size(file) > maxBytes) {
                throw new UnusableInputException(
                        "the file \"" + Excerpt.of(name) + "\" has more than " + maxBytes + " bytes",
                        "give a smaller file");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static Path path(String name) throws UnusableInputException {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableInputException(
                    "\"" + Excerpt.of(name) + "\" is no file name: " + e.getReason(), "give the path of a file");
        }
        if (Files.isDirectory(file)) {
            throw new UnusableInputException(
                    "\"" + Excerpt.of(name) + "\" is a directory", "give the path of a file in it");
        }
        return file;
    }

    /** Shown in front of problems. */
    static String shownName(String name) {
        return name.equals(STANDARD_INPUT) ? "standard input" : name;
    }

    private static UnusableInputException unreadable(String name, IOException e) {
        String shown = "\"" + Excerpt.of(name) + "\"";
        if (e instanceof NoSuchFileException) {
            return new UnusableInputException(
                    "there is no file " + shown,
                    "check the path; it is looked up from " + Path.of("").toAbsolutePath());
        }
        if (e instanceof AccessDeniedException) {
            return new UnusableInputException(
                    "the file " + shown + " may not be read", "give yourself the right to read it");
        }
        return new UnusableInputException(
                "the file " + shown + " cannot be read: " + e.getMessage(), "check that it is a UTF-8 text file");
    }
}
