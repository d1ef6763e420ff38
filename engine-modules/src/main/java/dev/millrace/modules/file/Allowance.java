package dev.millrace.modules.file;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.StepFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Counts what one step does with files, and ends it when it is too much or no longer wanted. For one thread. */
final class Allowance {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String OR_RAISE = "work on less at once, or let the host raise its FileLimits";

    private final FileLimits limits;
    private final CancellationToken cancellation;
    private long maxBytes;
    private String ofWhat;
    private String remedy = OR_RAISE;
    private long bytes;
    private int entries;

    Allowance(FileStep step) {
        limits = step.limits;
        cancellation = step.step.cancellation();
        maxBytes = limits.maxTotalBytes();
        ofWhat = "one step may handle";
    }

    /** Content that is unpacked may be only so many times larger than its archive. */
    void limitRatio(long archiveBytes) {
        long free = 1L << 20;
        long unpacked = Math.max(
                free,
                Math.multiplyHigh(archiveBytes, limits.maxRatio()) > 0
                        ? Long.MAX_VALUE
                        : archiveBytes * limits.maxRatio());
        if (unpacked < maxBytes) {
            maxBytes = unpacked;
            ofWhat = "this archive may hold, " + limits.maxRatio() + " times its size";
        }
    }

    /** Content that is kept in memory may be only so large, whatever the host's limits for files are. */
    void limitMemory(long inMemoryBytes) {
        if (inMemoryBytes < maxBytes) {
            maxBytes = inMemoryBytes;
            ofWhat = "one step may take along";
            remedy = "take less at once";
        }
    }

    long bytes() {
        return bytes;
    }

    int entries() {
        return entries;
    }

    /** Files and folders that may still come. */
    int entriesLeft() {
        return limits.maxEntries() - entries;
    }

    /** Counts a file or folder. */
    void entry() throws InterruptedException {
        stopIfCancelled();
        entries++;
        if (entries > limits.maxEntries()) {
            throw tooMuch(
                    "there are more than " + limits.maxEntries()
                            + " files and folders, which is all one step may handle",
                    OR_RAISE);
        }
    }

    /** Copies one file to the end. */
    long copy(InputStream from, OutputStream to) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            stopIfCancelled();
            copied += read;
            file(copied);
            count(read);
            to.write(buffer, 0, read);
        }
        return copied;
    }

    /** @throws StepFailedException if a file has more bytes than one may have */
    void file(long size) {
        if (size > limits.maxFileBytes()) {
            throw tooMuch(
                    "a file has more than " + limits.maxFileBytes() + " bytes, which is all a file may have", OR_RAISE);
        }
    }

    private void count(int more) {
        bytes += more;
        if (bytes > maxBytes) {
            throw tooMuch("there are more than " + maxBytes + " bytes, which is all " + ofWhat, remedy);
        }
    }

    void stopIfCancelled() throws InterruptedException {
        if (cancellation.isCancelled()) {
            throw new InterruptedException("the step was told to stop");
        }
    }

    private static StepFailedException tooMuch(String what, String remedy) {
        return new StepFailedException("Too much", what + "; " + remedy);
    }
}
