package dev.millrace.modules.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is filled aside and then put in its place at once. If there is a folder already, what was made goes into
 * it file by file, after a look at what is in the way. What is not committed is deleted; a crash leaves a folder named
 * {@code .millrace-….tmp}.
 */
final class Staging implements Closeable {
    private final Place target;
    private final Path temporary;
    private final Folder folder;
    private final Set<List<Path>> folders = new LinkedHashSet<>();
    private final List<List<Path>> files = new ArrayList<>();
    private boolean isTemporary = true;

    private Staging(Place target, Path temporary, Folder folder) {
        this.target = target;
        this.temporary = temporary;
        this.folder = folder;
    }

    static Staging of(Place target, FileStep step) throws IOException {
        Path temporary = target.folder().name(step.temporaryName());
        target.folder().createFolder(temporary);
        return new Staging(target, temporary, target.folder().folder(temporary));
    }

    /** A name as the file system here has it. */
    Path name(String name) {
        return folder.name(name);
    }

    /** Makes a folder, and those it is in. */
    void folder(List<Path> path) throws IOException {
        for (int length = 1; length <= path.size(); length++) {
            List<Path> part = List.copyOf(path.subList(0, length));
            if (folders.add(part)) {
                try (Folder parent = parent(folder, part)) {
                    parent.createFolder(last(part));
                }
            }
        }
    }

    /** Makes a file that is not there yet, and the folders it is in. */
    OutputStream file(List<Path> path) throws IOException {
        folder(path.subList(0, path.size() - 1));
        try (Folder parent = parent(folder, path)) {
            OutputStream content = Channels.newOutputStream(
                    parent.open(last(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            files.add(List.copyOf(path));
            return content;
        }
    }

    void commit(Overwrite overwrite) throws IOException {
        Optional<BasicFileAttributes> there = target.attributes();
        if (there.isEmpty()) {
            target.folder().move(temporary, target.folder(), target.name());
            isTemporary = false;
            return;
        }
        if (!there.get().isDirectory()) {
            throw FileFailure.of("Not a folder", target.path(), "exists and is no folder");
        }
        try (Folder existing = target.folder().folder(target.name())) {
            merge(existing, overwrite);
        }
    }

    private void merge(Folder existing, Overwrite overwrite) throws IOException {
        for (List<Path> file : files) {
            refuseInTheWay(existing, file, overwrite);
        }
        for (List<Path> made : folders) {
            try (Folder parent = parent(existing, made)) {
                makeUnlessThere(parent, last(made));
            }
        }
        for (List<Path> file : files) {
            try (Folder from = parent(folder, file);
                    Folder to = parent(existing, file)) {
                from.move(last(file), to, last(file));
            }
        }
    }

    private void refuseInTheWay(Folder existing, List<Path> file, Overwrite overwrite) throws IOException {
        try (Folder parent = parent(existing, file)) {
            BasicFileAttributes there = parent.attributes(last(file));
            if (overwrite == Overwrite.NO) {
                throw FileFailure.exists(target.path().below(file));
            }
            if (!there.isRegularFile() && !there.isSymbolicLink()) {
                throw FileFailure.of("Not a file", target.path().below(file), "is in the way and no file");
            }
        } catch (NoSuchFileException e) {
            return; // nothing is in the way
        }
    }

    private static void makeUnlessThere(Folder parent, Path name) throws IOException {
        try {
            parent.createFolder(name);
        } catch (FileAlreadyExistsException e) {
            parent.folder(name).close(); // refuses anything but a folder
        }
    }

    private static Folder parent(Folder top, List<Path> path) throws IOException {
        return top.again().descend(path.subList(0, path.size() - 1));
    }

    private static Path last(List<Path> path) {
        return path.get(path.size() - 1);
    }

    @Override
    public void close() throws IOException {
        folder.close();
        if (isTemporary) {
            Tree.delete(target.folder(), temporary);
        }
    }
}
