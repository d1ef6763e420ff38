package dev.millrace.modules.file;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HexFormat;

/** One call of a file module: the step, and the folders it may use. */
final class FileStep {
    final StepContext step;
    final FileLimits limits;

    private final FileRoots roots;

    private FileStep(StepContext step, FileRoots roots) {
        this.step = step;
        this.roots = roots;
        this.limits = roots.limits();
    }

    /** @throws StepFailedException if the host has given no root */
    static FileStep of(StepContext step) {
        FileRoots roots = step.service(FileRoots.class)
                .orElseThrow(() -> new StepFailedException(
                        "Files are off",
                        "this engine has no folder for workflows; give it one with --files DIR, or with "
                                + "MillraceBuilder.service(FileRoots.class, FileRoots.of(folder))"));
        return new FileStep(step, roots);
    }

    /** The path in an input, to be read. */
    RootedPath path(String input) {
        return PathText.parse(input, step.text(input, ""), roots.roots());
    }

    /** A path that something else than an input holds, to be read. */
    RootedPath path(String input, String text) {
        return PathText.parse(input, text, roots.roots());
    }

    /** The path in an input, to be changed. */
    RootedPath writablePath(String input) {
        RootedPath path = path(input);
        if (!path.root().isWritable()) {
            throw FileFailure.of("Access denied", path, "is in a folder that workflows may only read");
        }
        return path;
    }

    /** A name for what is not finished yet. */
    String temporaryName() {
        return ".millrace-" + HexFormat.of().toHexDigits(step.random().nextLong()) + ".tmp";
    }

    /** Does something with a path, and tells a failure of the file system in its words. */
    static <T> T at(RootedPath path, Work<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("stopped at " + path);
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    /** What is done with files. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }
}
