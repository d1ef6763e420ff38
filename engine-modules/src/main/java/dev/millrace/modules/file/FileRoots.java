package dev.millrace.modules.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The folders that workflows may use, and how much. Immutable, thread-safe.
 *
 * <pre>{@code
 * Millrace engine = Millrace.builder()
 *     .service(FileRoots.class, FileRoots.of(Path.of("/srv/reports")))
 *     .build();
 * }</pre>
 *
 * <p>Workflows name a file by its absolute path below one of the folders, by a {@code file:} address of it, or by a
 * relative path, which begins at the first folder.
 */
public final class FileRoots {
    private final List<FileRoot> roots;
    private final FileLimits limits;

    private FileRoots(List<FileRoot> roots, FileLimits limits) {
        this.roots = roots;
        this.limits = limits;
    }

    /**
     * Folders to read and write.
     *
     * @throws IllegalArgumentException if there is none, or one is not a folder that exists
     */
    public static FileRoots of(Path... folders) {
        return of(Arrays.stream(folders).map(FileRoot::readWrite).toArray(FileRoot[]::new));
    }

    /** @throws IllegalArgumentException if there is none */
    public static FileRoots of(FileRoot... roots) {
        if (roots.length == 0) {
            throw new IllegalArgumentException("there is no file root; leave the service out to keep files off");
        }
        return new FileRoots(List.of(roots), FileLimits.DEFAULT);
    }

    /** The same folders with other limits. */
    public FileRoots withLimits(FileLimits newLimits) {
        return new FileRoots(roots, newLimits);
    }

    public List<FileRoot> roots() {
        return roots;
    }

    public FileLimits limits() {
        return limits;
    }
}
