package dev.millrace.modules.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Names are single names in it, and a link is never followed.
 *
 * <p>Where the platform can (Linux, macOS), everything happens relative to the open folder, so it does not matter who
 * renames or replaces the folders above meanwhile. Two things remain: a new folder is made by its path, and on other
 * platforms a folder is only looked at before its path is used. There somebody who can already write below the root could
 * swap a folder for a link in between.
 */
final class Folder implements Closeable {
    private final Path path;
    private final @Nullable SecureDirectoryStream<Path> handle;

    private Folder(Path path, @Nullable SecureDirectoryStream<Path> handle) {
        this.path = path;
        this.handle = handle;
    }

    /** Opens a folder by its real path. */
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    static Folder open(Path real) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(real);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Folder(real, secure);
        }
        stream.close();
        return byPath(real);
    }

    /** A folder as platforms without handles have it. */
    static Folder byPath(Path real) {
        return new Folder(real, null);
    }

    /** Opens a folder in this one. */
    Folder folder(Path name) throws IOException {
        Path inside = path.resolve(name);
        if (handle != null) {
            return new Folder(inside, handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(inside.toString());
        }
        return byPath(inside);
    }

    /** Opens this folder once more. */
    Folder again() throws IOException {
        return folder(name("."));
    }

    /** Opens a folder some levels below this one. This one is closed then, also if that fails. */
    Folder descend(Iterable<Path> names) throws IOException {
        Folder current = this;
        for (Path name : names) {
            try (Folder left = current) {
                current = left.folder(name);
            }
        }
        return current;
    }

    SeekableByteChannel open(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return handle == null ? Files.newByteChannel(path.resolve(name), all) : handle.newByteChannel(name, all);
    }

    BasicFileAttributes attributes(Path name) throws IOException {
        if (handle == null) {
            return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    void createFolder(Path name) throws IOException {
        Files.createDirectory(path.resolve(name));
    }

    void deleteFile(Path name) throws IOException {
        if (handle == null) {
            Files.delete(path.resolve(name));
        } else {
            handle.deleteFile(name);
        }
    }

    void deleteFolder(Path name) throws IOException {
        if (handle == null) {
            Files.delete(path.resolve(name));
        } else {
            handle.deleteDirectory(name);
        }
    }

    /** Moves in one step; a file in the way is replaced. */
    void move(Path name, Folder target, Path newName) throws IOException {
        if (handle != null && target.handle != null) {
            handle.move(name, target.handle, newName);
        } else {
            Files.move(
                    path.resolve(name),
                    target.path.resolve(newName),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Names in this folder, at most so many, in no order. */
    List<Path> names(int max) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = entries()) {
            for (Iterator<Path> all = entries.iterator(); all.hasNext() && names.size() < max; ) {
                Path name = all.next().getFileName();
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** A handle of its own, because one can be gone through only once. */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private DirectoryStream<Path> entries() throws IOException {
        return handle == null
                ? Files.newDirectoryStream(path)
                : handle.newDirectoryStream(path.getFileSystem().getPath("."), LinkOption.NOFOLLOW_LINKS);
    }

    /** A single name as this folder's file system has it. */
    Path name(String name) {
        return path.getFileSystem().getPath(name);
    }

    @Override
    public void close() throws IOException {
        if (handle != null) {
            handle.close();
        }
    }
}
