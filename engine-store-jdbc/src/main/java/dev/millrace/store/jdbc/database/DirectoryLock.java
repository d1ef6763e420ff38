package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A directory that this process has taken for itself. The operating system gives it back when the process ends, however it
 * ends.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "millrace.lock";
    /** Behind what is written, so that others can read who has it where locks keep from reading. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_OWNER = 100;

    // a lock is the process's: to open and close the file once more in this process would give it back
    private static final Set<Path> TAKEN = new HashSet<>(); // guarded by itself

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws StoreException if somebody else has it; the message says who, where that is known */
    static DirectoryLock take(Path directory) {
        try {
            Path real = directory.toRealPath();
            synchronized (TAKEN) {
                if (TAKEN.contains(real)) {
                    throw inUse(real, "this process");
                }
                DirectoryLock lock = lock(real);
                TAKEN.add(real);
                return lock;
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the directory " + directory + " of the store cannot be locked: "
                            + e.getClass().getSimpleName()
                            + ". Fix: allow this process to write there; a file system without locks does not do",
                    e);
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(directory, "process " + owner(channel));
            }
            channel.truncate(0);
            channel.write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
            return new DirectoryLock(directory, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreException inUse(Path directory, String owner) {
        return new StoreException("the store in " + directory + " is open in " + owner
                + " already. Fix: end that one, or give this one a directory of its own; several processes can share a"
                + " store on PostgreSQL");
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_OWNER);
        channel.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        synchronized (TAKEN) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("the lock of the directory " + directory + " cannot be given back", e);
            } finally {
                TAKEN.remove(directory);
            }
        }
    }
}
