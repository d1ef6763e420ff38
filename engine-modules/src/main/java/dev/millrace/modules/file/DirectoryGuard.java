package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Bounds what is read while an archive's directory is taken into memory: the library reads as many entries as there are,
 * whatever the archive says.
 */
final class DirectoryGuard implements SeekableByteChannel {
    private static final long BYTES_FOR_THE_END = 1L << 20;
    private static final long BYTES_PER_ENTRY = 512;

    private final SeekableByteChannel channel;
    private long left;

    DirectoryGuard(SeekableByteChannel channel, int maxEntries) {
        this.channel = channel;
        this.left = BYTES_FOR_THE_END + BYTES_PER_ENTRY * maxEntries;
    }

    /** The directory has been read; the content is counted elsewhere. */
    void lift() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        int read = channel.read(to);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new StepFailedException(
                    "Too much", "the directory of the archive is too large; unpack a smaller one");
        }
        return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
