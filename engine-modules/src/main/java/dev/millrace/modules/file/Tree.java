package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Goes through what is in a folder, in the order of names, a folder before what is in it. Links are not followed. */
final class Tree {
    private final Allowance allowance;
    private final Visitor visitor;

    private Tree(Allowance allowance, Visitor visitor) {
        this.allowance = allowance;
        this.visitor = visitor;
    }

    /**
     * Something that was met.
     *
     * @param folder in which it is, open while it is visited
     * @param path names from the folder where the walk began, its own the last
     */
    record Entry(Folder folder, List<Path> path, BasicFileAttributes attributes) {
        Path name() {
            return path.get(path.size() - 1);
        }

        /** The names with slashes between them. */
        String text() {
            return String.join("/", path.stream().map(Path::toString).toList());
        }

        /** Opens the file. */
        SeekableByteChannel read() throws IOException {
            return folder.open(name(), StandardOpenOption.READ);
        }

        /** @throws StepFailedException for a link or a device, which cannot be taken along */
        void refuseUnlessPlain() {
            if (!attributes.isDirectory() && !attributes.isRegularFile()) {
                throw new StepFailedException(
                        "Not a file", "\"" + text() + "\" is a link or no plain file; take it out of the folder first");
            }
        }
    }

    /** Gets one entry after another. */
    interface Visitor {
        /** @return true to go into a folder */
        boolean visit(Entry entry) throws IOException, InterruptedException;
    }

    static void walk(Folder folder, Allowance allowance, Visitor visitor) throws IOException, InterruptedException {
        new Tree(allowance, visitor).walk(folder, List.of());
    }

    /** Deletes a folder and all that is in it. It must be one that this step has made, so that its depth is bounded. */
    static void delete(Folder parent, Path name) throws IOException {
        try (Folder folder = parent.folder(name)) {
            for (Path inside : folder.names(Integer.MAX_VALUE)) {
                if (folder.attributes(inside).isDirectory()) {
                    delete(folder, inside);
                } else {
                    folder.deleteFile(inside);
                }
            }
        }
        parent.deleteFolder(name);
    }

    private void walk(Folder folder, List<Path> above) throws IOException, InterruptedException {
        if (above.size() >= FileLimits.MAX_DEPTH) {
            throw new StepFailedException(
                    "Too much", "there are more than " + FileLimits.MAX_DEPTH + " folders inside one another");
        }
        for (Path name : sortedNames(folder)) {
            List<Path> path = new ArrayList<>(above);
            path.add(name);
            Entry entry = new Entry(folder, path, folder.attributes(name));
            if (visitor.visit(entry) && entry.attributes.isDirectory()) {
                try (Folder inside = folder.folder(name)) {
                    walk(inside, path);
                }
            }
        }
    }

    private List<Path> sortedNames(Folder folder) throws IOException, InterruptedException {
        List<Path> names = folder.names(allowance.entriesLeft() + 1);
        for (int i = 0; i < names.size(); i++) {
            allowance.entry();
        }
        names.sort(null);
        return names;
    }
}
