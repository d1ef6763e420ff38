package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path below a root: the only way to a file. It is made from checked names, and opened by its real path, every folder
 * of it without following links; so it cannot leave the root, whatever it is called and whoever changes folders
 * meanwhile. Links that lead to another place in the same root work. Immutable.
 *
 * @param names single names; none for the root itself
 */
record RootedPath(FileRoot root, List<String> names) {
    RootedPath {
        names = List.copyOf(names);
    }

    /** The last name. */
    String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    /** {@code name} must be a checked one. */
    RootedPath child(String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return new RootedPath(root, all);
    }

    /** What was found at these names below this path. */
    RootedPath below(List<Path> found) {
        List<String> all = new ArrayList<>(names);
        found.forEach(name -> all.add(name.toString()));
        return new RootedPath(root, all);
    }

    /** The place that this path names; its folder must exist, what it names need not. A link there is the link itself. */
    Place place() throws IOException {
        if (names.isEmpty()) {
            throw FileFailure.of("Invalid path", this, "is the root folder itself, which stays as it is");
        }
        Path real = real(unresolved(above()));
        return new Place(this, descend(real), real.getFileSystem().getPath(name()));
    }

    /** As {@link #place}, but of what a link stands for. */
    Place target() throws IOException {
        if (names.isEmpty()) {
            throw FileFailure.of("Not a file", this, "is a folder");
        }
        Path real = real(unresolved(names));
        Path parent = real.getParent();
        Path name = real.getFileName();
        if (real.equals(root.real()) || parent == null || name == null) {
            throw FileFailure.of("Not a file", this, "is a folder");
        }
        return new Place(this, descend(parent), name);
    }

    /** Opens the folder that this path names. */
    Folder folder() throws IOException {
        return descend(real(unresolved(names)));
    }

    /** True if this path names a folder, or a link to one. */
    boolean isFolder() throws IOException {
        return Files.isDirectory(real(unresolved(names)));
    }

    /** @throws StepFailedException if this would lie in {@code folder}, which is about to be gone through */
    void refuseInside(RootedPath folder) throws IOException {
        if (unresolved(above())
                .toRealPath()
                .startsWith(folder.unresolved(folder.names).toRealPath())) {
            throw FileFailure.of("Invalid path", this, "is inside " + Excerpt.quoted(folder.toString()));
        }
    }

    private List<String> above() {
        return names.subList(0, Math.max(0, names.size() - 1));
    }

    private Path unresolved(List<String> below) {
        Path path = root.real();
        for (String name : below) {
            path = path.resolve(name);
        }
        return path;
    }

    private Path real(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(root.real())) {
            throw FileFailure.of("Invalid path", this, "leads out of its root through a link");
        }
        return real;
    }

    private Folder descend(Path real) throws IOException {
        Folder folder = root.open();
        return real.equals(root.real()) ? folder : folder.descend(root.real().relativize(real));
    }

    /** The absolute path, beginning as the host has named the root. */
    @Override
    public String toString() {
        Path path = root.folder();
        for (String name : names) {
            path = path.resolve(name);
        }
        return path.toString();
    }
}
