package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A ZIP archive that may be hostile. All entries are looked at before one is unpacked; only its directory is believed for
 * names, and only what is counted for sizes.
 */
final class Archive implements Closeable {
    private static final int TYPE_OF_FILE = 0170000;
    private static final Set<Integer> PLAIN_TYPES = Set.of(0, 0100000, 0040000);

    private final ZipFile zip;
    private final List<Member> members = new ArrayList<>();

    private Archive(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * A file or folder in the archive.
     *
     * @param names checked single names
     */
    record Member(ZipArchiveEntry entry, List<String> names) {
        boolean isFolder() {
            return entry.isDirectory();
        }
    }

    /** @throws StepFailedException if there is an entry that would not be unpacked */
    static Archive open(SeekableByteChannel channel, Charset names, Allowance allowance)
            throws IOException, InterruptedException {
        DirectoryGuard guard = new DirectoryGuard(channel, allowance.entriesLeft());
        ZipFile zip = directory(guard, names);
        guard.lift();
        Archive archive = new Archive(zip);
        archive.check(allowance);
        return archive;
    }

    /** Tells a broken archive in our words: the library's name classes. */
    private static ZipFile directory(DirectoryGuard guard, Charset names) throws ClosedByInterruptException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(guard)
                    .setCharset(names)
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException e) {
            if (e instanceof ClosedByInterruptException || e.getCause() instanceof ClosedByInterruptException) {
                throw new ClosedByInterruptException();
            }
            throw new StepFailedException(
                    "Not an archive", "input \"source\" names no ZIP archive, or one that is cut off or damaged");
        }
    }

    List<Member> members() {
        return Collections.unmodifiableList(members);
    }

    private void check(Allowance allowance) throws InterruptedException {
        Set<List<String>> seen = new HashSet<>();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            allowance.entry();
            List<String> names = names(entry);
            if (!seen.add(names)) {
                throw refused(entry, "occurs twice");
            }
            if (!PLAIN_TYPES.contains(entry.getUnixMode() & TYPE_OF_FILE)) {
                throw refused(entry, "is a link or a device");
            }
            if (!zip.canReadEntryData(entry)) {
                throw refused(entry, "is encrypted, or packed in a way that is not known here");
            }
            allowance.file(entry.getSize());
            members.add(new Member(entry, names));
        }
    }

    private static List<String> names(ZipArchiveEntry entry) {
        String path = entry.getName();
        String[] names =
                path.substring(0, path.length() - (path.endsWith("/") ? 1 : 0)).split("/", -1);
        for (String name : names) {
            FileName.problem(name).ifPresent(problem -> {
                throw refused(entry, problem);
            });
        }
        if (names.length > FileLimits.MAX_DEPTH) {
            throw refused(entry, "is more than " + FileLimits.MAX_DEPTH + " folders deep");
        }
        return List.of(names);
    }

    /**
     * Unpacks one file.
     *
     * @throws StepFailedException if it is damaged, or not what the archive has promised
     */
    void unpack(Member member, OutputStream file, Allowance allowance) throws IOException, InterruptedException {
        ZipArchiveEntry entry = member.entry;
        try (CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            long bytes = allowance.copy(content, file);
            if (bytes != entry.getSize()) {
                throw refused(entry, "has " + bytes + " bytes, but is said to have " + entry.getSize());
            }
            if (content.getChecksum().getValue() != entry.getCrc()) {
                throw refused(entry, "is damaged: its checksum is another");
            }
        } catch (ZipException | EOFException e) {
            throw refused(entry, "is damaged: " + e.getMessage());
        }
    }

    private static StepFailedException refused(ZipArchiveEntry entry, String problem) {
        return new StepFailedException(
                "Refused archive",
                "its entry " + Excerpt.quoted(entry.getName()) + " " + problem + "; nothing was unpacked");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
