package dev.millrace.modules.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: it is written under another name, forced to the disk, and then renamed. A
 * crash leaves at most a file named {@code .millrace-….tmp}, and an empty one under a name that had to be free.
 */
final class NewFile implements Closeable {
    private final Place place;
    private final Path temporary;
    private final SeekableByteChannel channel;
    private boolean isReserved;
    private boolean isTemporary = true;

    private NewFile(Place place, Path temporary) throws IOException {
        this.place = place;
        this.temporary = temporary;
        this.channel = place.folder().open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** A file that replaces the one that may be there. */
    static NewFile replacing(Place place, FileStep step) throws IOException {
        place.refuseUnlessFreeOrFile();
        return new NewFile(place, place.folder().name(step.temporaryName()));
    }

    /** A file under a name that must be free, and is taken at once. */
    static NewFile fresh(Place place, FileStep step) throws IOException {
        place.reserve();
        try {
            NewFile file = new NewFile(place, place.folder().name(step.temporaryName()));
            file.isReserved = true;
            return file;
        } catch (IOException e) {
            place.folder().deleteFile(place.name());
            throw e;
        }
    }

    static NewFile of(Place place, FileStep step, Overwrite overwrite) throws IOException {
        return overwrite == Overwrite.YES ? replacing(place, step) : fresh(place, step);
    }

    OutputStream content() {
        return Channels.newOutputStream(channel);
    }

    /**
     * Puts the file in its place.
     *
     * @return its size
     */
    long commit() throws IOException {
        long size = channel.size();
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
        channel.close();
        place.folder().move(temporary, place.folder(), place.name());
        isTemporary = false;
        isReserved = false;
        return size;
    }

    /** Leaves nothing behind of a file that was not committed. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (isTemporary) {
            place.folder().deleteFile(temporary);
        }
        if (isReserved) {
            place.folder().deleteFile(place.name());
        }
    }
}
