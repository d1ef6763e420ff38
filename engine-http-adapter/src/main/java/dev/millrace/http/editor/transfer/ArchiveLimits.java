package dev.millrace.http.editor.transfer;

/**
 * Bounds of an archive that is read, beside the size of the upload.
 *
 * @param maxEntries files and directories
 * @param maxUnpackedBytes of all entries together, as counted while unpacking
 * @param maxRatio unpacked bytes for each byte of the archive, once there are more than a mebibyte of them
 */
record ArchiveLimits(int maxEntries, int maxUnpackedBytes, int maxRatio) {
    static final ArchiveLimits DEFAULT = new ArchiveLimits(10_000, 64 << 20, 200);
    private static final int RATIO_FREE = 1 << 20;

    /** Bytes that an archive of this size may become. */
    int unpackedBytes(int archiveBytes) {
        long byRatio = Math.max(RATIO_FREE, (long) archiveBytes * maxRatio);
        return (int) Math.min(byRatio, maxUnpackedBytes);
    }
}
