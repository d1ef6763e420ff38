package dev.millrace.modules.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A name in an open folder.
 *
 * @param path what messages call it
 */
record Place(RootedPath path, Folder folder, Path name) implements Closeable {
    /** What is here; empty if nothing is. */
    Optional<BasicFileAttributes> attributes() throws IOException {
        try {
            return Optional.of(folder.attributes(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What is here, which must be something. */
    BasicFileAttributes existing() throws IOException {
        return attributes().orElseThrow(() -> FileFailure.of("File not found", path, "does not exist"));
    }

    /** Opens the file here for reading; anything but a file, such as a pipe that would block, is refused. */
    SeekableByteChannel read() throws IOException {
        refuseUnlessFile(existing());
        return folder.open(name, StandardOpenOption.READ);
    }

    /** Refuses to write over anything but a file. */
    void refuseUnlessFreeOrFile() throws IOException {
        Optional<BasicFileAttributes> here = attributes();
        if (here.isPresent() && !here.get().isSymbolicLink()) {
            refuseUnlessFile(here.get());
        }
    }

    /** Takes a name that must be free, by an empty file. */
    void reserve() throws IOException {
        folder.open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
    }

    /** Deletes a file, a link or an empty folder. */
    void delete() throws IOException {
        if (existing().isDirectory()) {
            folder.deleteFolder(name);
        } else {
            folder.deleteFile(name);
        }
    }

    private void refuseUnlessFile(BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw FileFailure.of("Not a file", path, "is " + (attributes.isDirectory() ? "a folder" : "no plain file"));
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
