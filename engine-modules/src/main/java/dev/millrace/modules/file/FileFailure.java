package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a step says when the file system refuses. */
final class FileFailure {
    private FileFailure() {}

    /** @param problem goes on after the path: {@code is a folder} */
    static StepFailedException of(String title, RootedPath path, String problem) {
        return new StepFailedException(title, Excerpt.quoted(path.toString()) + " " + problem);
    }

    static StepFailedException of(RootedPath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return of("File not found", path, "or a folder on the way to it does not exist");
        }
        if (cause instanceof FileAlreadyExistsException) {
            return exists(path);
        }
        if (cause instanceof AccessDeniedException) {
            return of("Access denied", path, "may not be used by the user that runs the engine");
        }
        if (cause instanceof NotDirectoryException) {
            return of("Not a folder", path, "is not a folder, or is not in one");
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return of("Folder not empty", path, "is not empty");
        }
        if (cause instanceof AtomicMoveNotSupportedException) {
            return of("Not on one disk", path, "is on another disk; copy it, then delete it");
        }
        return of("File error", path, "cannot be used: " + reason(cause));
    }

    static StepFailedException exists(RootedPath path) {
        return of("File exists", path, "exists; choose another name, or let the step overwrite it");
    }

    /** Without the paths that the platform puts in front. */
    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException known ? known.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : Excerpt.of(reason);
    }
}
