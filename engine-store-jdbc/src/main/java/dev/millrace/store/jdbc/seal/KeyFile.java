package dev.millrace.store.jdbc.seal;

import dev.millrace.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that holds keys: a line with id and key in Base64 for each, the newest first. A new file takes the place of the
 * old one whole, so that no crash leaves half of it.
 */
final class KeyFile {
    private static final String NAME = "millrace.keys";
    private static final String HEADER =
            "# Secret. Without it what is sealed in the store cannot be read. Newest first.";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    KeyFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    SealingKeys readOrMake() {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                make();
            }
            checkPermissions();
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException(
                    "the file of keys " + file + " cannot be read or made: "
                            + e.getClass().getSimpleName() + ". Fix: allow this process to read and write it",
                    e);
        }
    }

    /** Whoever comes first makes it. */
    private void make() throws IOException {
        Path fresh = written(SealingKeys.generated());
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return; // the other's is read
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void replace(SealingKeys keys) {
        try {
            Path fresh = written(keys);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the file of keys " + file + " cannot be written: "
                            + e.getClass().getSimpleName()
                            + ". Fix: make room, and allow this process to write in its directory",
                    e);
        }
    }

    private Path written(SealingKeys keys) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        keys.all()
                .forEach((id, key) -> text.append(id)
                        .append(' ')
                        .append(Base64.getEncoder().encodeToString(key))
                        .append('\n'));
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".new", ownerOnly());
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        return fresh;
    }

    private FileAttribute<?>[] ownerOnly() {
        return hasPermissions()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private boolean hasPermissions() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private void checkPermissions() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
            throw new StoreException("others than its owner may use the file of keys " + file
                    + ". Fix: chmod 600 the file, and if others may have read it, renew the key");
        }
    }

    private SealingKeys parse(List<String> lines) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.startsWith("#") && !line.isBlank()) {
                parse(line, keys);
            }
        }
        if (keys.isEmpty()) {
            throw damaged();
        }
        return new SealingKeys(keys);
    }

    private void parse(String line, Map<String, byte[]> keys) {
        String[] parts = line.strip().split(" +");
        try {
            if (parts.length != 2
                    || keys.put(
                                    SealingKeys.checked(parts[0]),
                                    SealingKeys.checked(Base64.getDecoder().decode(parts[1])))
                            != null) {
                throw damaged();
            }
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private StoreException damaged() {
        return new StoreException("the file of keys " + file
                + " is damaged: each line has an id and a key of 32 bytes in Base64. Fix: restore it from its copy");
    }
}
