package dev.millrace.modules.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of the host that workflows may use, with everything below it. Immutable, thread-safe.
 *
 * <p>The folder must exist and stay where it is; the way to it is the host's business and may lead through links. Do not
 * give one from which anything is executed or configured.
 */
public final class FileRoot {
    private final Path given;
    private final Path real;
    private final boolean writable;
    private final Opener opener;

    private FileRoot(Path given, Path real, boolean writable, Opener opener) {
        this.given = given;
        this.real = real;
        this.writable = writable;
        this.opener = opener;
    }

    /** @throws IllegalArgumentException if {@code folder} is not a folder that exists */
    public static FileRoot readWrite(Path folder) {
        return new FileRoot(folder.toAbsolutePath().normalize(), real(folder), true, Folder::open);
    }

    /** @throws IllegalArgumentException if {@code folder} is not a folder that exists */
    public static FileRoot readOnly(Path folder) {
        return new FileRoot(folder.toAbsolutePath().normalize(), real(folder), false, Folder::open);
    }

    private static Path real(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
            throw new IllegalArgumentException("the file root " + folder + " is not a folder");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file root " + folder + " cannot be used; make the folder before you start the engine", e);
        }
    }

    /** The folder as the host named it, absolute. */
    public Path folder() {
        return given;
    }

    public boolean isWritable() {
        return writable;
    }

    /** The same folder, used as platforms without handles of folders have to. */
    FileRoot byPath() {
        return new FileRoot(given, real, writable, Folder::byPath);
    }

    /** The folder without links. */
    Path real() {
        return real;
    }

    Folder open() throws IOException {
        return opener.open(real);
    }

    @Override
    public String toString() {
        return given + (writable ? "" : " (read only)");
    }

    private interface Opener {
        Folder open(Path real) throws IOException;
    }
}
