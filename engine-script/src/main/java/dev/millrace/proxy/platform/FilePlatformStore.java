package dev.millrace.proxy.platform;

import dev.millrace.json.Json;
import dev.millrace.json.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the file once, and writes the whole of it with each change: beside it first, then in its place. As credentials may
 * stand in it, what it writes can be read by its owner only, where the file system knows owners as POSIX does.
 */
final class FilePlatformStore implements PlatformStore {
    private final Path file;
    private final PlatformStore known;

    private FilePlatformStore(Path file, PlatformStore known) {
        this.file = file;
        this.known = known;
    }

    static FilePlatformStore open(Path file) throws ConfigurationException {
        Path absolute = file.toAbsolutePath();
        PlatformStore known = PlatformStore.inMemory();
        if (Files.exists(absolute)) {
            PlatformReader.read(content(absolute)).forEach(known::save);
        }
        return new FilePlatformStore(absolute, known);
    }

    private static String content(Path file) throws ConfigurationException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ConfigurationException.of(
                    "", "cannot be read: " + e.getClass().getSimpleName(), "give a UTF-8 file that may be read");
        }
    }

    @Override
    public Optional<Platform> find(String key) {
        return known.find(key);
    }

    @Override
    public List<Platform> all() {
        return known.all();
    }

    /** @throws UncheckedIOException if the file cannot be written; the change holds until the process ends */
    @Override
    public synchronized void save(Platform platform) {
        known.save(platform);
        write();
    }

    /** @throws UncheckedIOException if the file cannot be written; the change holds until the process ends */
    @Override
    public synchronized void remove(String key) {
        known.remove(key);
        write();
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void write() {
        String json = Json.write(
                Map.of(
                        "platforms",
                        known.all().stream().map(PlatformWriter::revealed).toList()),
                Layout.INDENTED);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, ownerOnly(beside));
            Files.writeString(beside, json + "\n", StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the platforms cannot be written to " + file.getFileName(), e);
        }
    }
}
