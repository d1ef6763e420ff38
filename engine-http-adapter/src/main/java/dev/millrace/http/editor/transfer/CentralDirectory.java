package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table of contents at the end of a ZIP archive (APPNOTE 4.3.12, 4.3.16). The archive is unpacked from its beginning,
 * so the table is not needed to find anything; it is there to be compared. Archives whose two stories differ, or whose
 * entries share bytes, exist to deceive a scanner or to unpack without end, and are refused.
 */
final class CentralDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int UTF_8_NAMES = 1 << 11;

    private final ByteBuffer archive;
    private final int end;

    /**
     * One line of the table.
     *
     * @param size unpacked
     */
    record Entry(String name, long size, long packedSize, long offset) {}

    private CentralDirectory(ByteBuffer archive, int end) {
        this.archive = archive;
        this.end = end;
    }

    /**
     * The entries in the order in which they stand in the archive.
     *
     * @throws Failure if there is no table, it is cut, entries overlap, or there are more than {@code maxEntries}
     */
    static List<Entry> read(byte[] archive, int maxEntries) {
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        try {
            CentralDirectory directory = new CentralDirectory(bytes, findEnd(bytes));
            List<Entry> entries = directory.entries(maxEntries);
            directory.refuseOverlaps(entries);
            return entries;
        } catch (IndexOutOfBoundsException e) {
            throw broken("its table of contents is cut off");
        }
    }

    private static int findEnd(ByteBuffer bytes) {
        int last = bytes.limit() - END_LENGTH;
        for (int at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
            if (bytes.getInt(at) == END_SIGNATURE && unsignedShort(bytes, at + 20) == last - at) {
                return at;
            }
        }
        throw broken("it has no table of contents");
    }

    private List<Entry> entries(int maxEntries) {
        int count = unsignedShort(archive, end + 10);
        if (count > maxEntries) {
            throw Failure.of(EditorError.FILE_TOO_LARGE, "the archive has more than " + maxEntries + " entries")
                    .with("maxEntries", maxEntries);
        }
        List<Entry> entries = new ArrayList<>(count);
        int at = archive.getInt(end + 16);
        for (int i = 0; i < count; i++) {
            if (archive.getInt(at) != ENTRY_SIGNATURE) {
                throw broken("its table of contents cannot be read");
            }
            int nameLength = unsignedShort(archive, at + 28);
            entries.add(new Entry(
                    name(at + ENTRY_LENGTH, nameLength, unsignedShort(archive, at + 8)),
                    unsignedInt(at + 24),
                    unsignedInt(at + 20),
                    unsignedInt(at + 42)));
            at += ENTRY_LENGTH + nameLength + unsignedShort(archive, at + 30) + unsignedShort(archive, at + 32);
        }
        if (at != end) {
            throw broken("its table of contents has another length than it says");
        }
        entries.sort(Comparator.comparingLong(Entry::offset));
        return entries;
    }

    /** As the JDK decodes it: names without the flag are read so that any bytes are a name. */
    private String name(int at, int length, int flags) {
        byte[] name = new byte[length];
        archive.get(at, name);
        return new String(name, (flags & UTF_8_NAMES) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private void refuseOverlaps(List<Entry> entries) {
        long free = 0;
        for (Entry entry : entries) {
            if (entry.offset() < free || entry.offset() > end) {
                throw broken("its entries overlap");
            }
            int at = (int) entry.offset();
            if (archive.getInt(at) != LOCAL_SIGNATURE) {
                throw broken("its table of contents points to something else than entries");
            }
            free = at
                    + LOCAL_LENGTH
                    + unsignedShort(archive, at + 26)
                    + unsignedShort(archive, at + 28)
                    + entry.packedSize();
        }
        if (free > end) {
            throw broken("its entries overlap");
        }
    }

    private static int unsignedShort(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long unsignedInt(int at) {
        return Integer.toUnsignedLong(archive.getInt(at));
    }

    static Failure broken(String what) {
        return Failure.of(EditorError.INVALID_FILE, "Invalid file format: the archive cannot be trusted: " + what);
    }
}
