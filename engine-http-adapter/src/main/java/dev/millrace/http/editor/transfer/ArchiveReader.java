package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.value.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks the JSON files of a ZIP archive in memory. Reads from front to back, so that no byte is unpacked twice, and counts
 * what comes out rather than believe what the archive says.
 */
final class ArchiveReader {
    private static final String RESOURCE_FORKS = "__MACOSX/";

    private final ArchiveLimits limits;

    ArchiveReader(ArchiveLimits limits) {
        this.limits = limits;
    }

    /**
     * The files of an archive: those that end in {@code .json}, at any depth, and those that are archives themselves.
     *
     * @throws Failure if it is broken, tells two stories, is encrypted, holds a path that leads out of it, or is too large
     */
    List<RawFile> read(byte[] archive) {
        Iterator<CentralDirectory.Entry> announced =
                CentralDirectory.read(archive, limits.maxEntries()).iterator();
        int left = limits.unpackedBytes(archive.length);
        List<RawFile> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.ISO_8859_1)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                refuseWayOut(entry.getName());
                byte[] content = zip.readNBytes(left + 1);
                if (content.length > left) {
                    throw tooLarge(archive.length);
                }
                left -= content.length;
                compare(announced, entry, content.length);
                RawFile file = new RawFile(entry.getName(), content);
                if (isWanted(file)) {
                    files.add(file);
                }
            }
        } catch (IOException | IllegalArgumentException e) { // the JDK throws the second for names that are no text
            throw CentralDirectory.broken("an entry is damaged or encrypted");
        }
        if (announced.hasNext()) {
            throw CentralDirectory.broken("its table of contents names entries that it does not have");
        }
        return files;
    }

    private static boolean isWanted(RawFile file) {
        return !file.name().startsWith(RESOURCE_FORKS) && (file.isJson() || file.isArchive());
    }

    /** @param found read to its end, so that the sizes behind its content are known too */
    private static void compare(Iterator<CentralDirectory.Entry> announced, ZipEntry found, int size) {
        CentralDirectory.Entry entry = announced.hasNext() ? announced.next() : null;
        if (entry == null
                || !entry.name().equals(found.getName())
                || entry.size() != size
                || entry.packedSize() != found.getCompressedSize()) {
            throw CentralDirectory.broken("its table of contents does not agree with its entries");
        }
    }

    /** Names are no paths here; but whoever writes such names means harm elsewhere. */
    private static void refuseWayOut(String name) {
        boolean leadsOut = name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.length() > 1 && name.charAt(1) == ':'
                || List.of(name.split("/", -1)).contains("..");
        if (leadsOut) {
            throw CentralDirectory.broken("the name " + Excerpt.quoted(name) + " leads out of it");
        }
    }

    private Failure tooLarge(int archiveBytes) {
        int max = limits.unpackedBytes(archiveBytes);
        return Failure.of(EditorError.FILE_TOO_LARGE, "the archive unpacks to more than " + max + " bytes")
                .with("maxUnpackedBytes", max);
    }
}
