package dev.millrace.modules.file;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * Files that one step takes along whole, such as in a request. They lie below the host's {@link FileRoots}, and what they
 * hold is counted while it is read. Reading blocks. For one thread.
 */
public final class FileContents {
    private final FileStep files;
    private final Allowance allowance;

    private FileContents(FileStep files, Allowance allowance) {
        this.files = files;
        this.allowance = allowance;
    }

    /**
     * @param maxBytes of all files together; the limits of the roots apply as well
     * @throws StepFailedException if the host has given no root
     */
    public static FileContents of(StepContext step, long maxBytes) {
        FileStep files = FileStep.of(step);
        Allowance allowance = new Allowance(files);
        allowance.limitMemory(maxBytes);
        return new FileContents(files, allowance);
    }

    /**
     * Reads a file.
     *
     * @param input what messages call the place where the path was found
     * @param written a path below a root or a {@code file:} address of it
     * @throws StepFailedException if there is no such file below a root, or it is too much
     * @throws InterruptedException if the step was told to stop
     */
    public FileContent read(String input, String written) throws InterruptedException {
        RootedPath path = files.path(input, written);
        allowance.entry();
        return FileStep.at(path, () -> content(path));
    }

    private FileContent content(RootedPath path) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Place place = path.target();
                SeekableByteChannel channel = place.read()) {
            allowance.copy(Channels.newInputStream(channel), bytes);
        }
        return new FileContent(path.name(), MediaTypes.of(path.name()), bytes.toByteArray());
    }
}
