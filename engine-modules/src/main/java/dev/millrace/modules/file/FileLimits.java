package dev.millrace.modules.file;

/**
 * What one step may do with files. Everything is counted while it happens; what an archive says of itself counts for
 * nothing.
 *
 * @param maxFileBytes of one file that is read, written, copied, packed or unpacked; at least 1
 * @param maxTotalBytes of all files of one step; at least 1
 * @param maxEntries files and folders of one step; at least 1
 * @param maxRatio how many times larger than its archive the content may be; at least 1. The first MiB is free
 */
public record FileLimits(long maxFileBytes, long maxTotalBytes, int maxEntries, int maxRatio) {
    /** 256 MiB a file, 1 GiB and 10,000 entries a step, a hundred times the size of an archive. */
    public static final FileLimits DEFAULT = new FileLimits(256L << 20, 1L << 30, 10_000, 100);

    /** Folders inside one another, also inside archives. */
    static final int MAX_DEPTH = 32;

    public FileLimits {
        if (maxFileBytes < 1 || maxTotalBytes < 1 || maxEntries < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("limits of files must be at least 1, but are " + maxFileBytes + ", "
                    + maxTotalBytes + ", " + maxEntries + " and " + maxRatio);
        }
    }

    public FileLimits withMaxFileBytes(long bytes) {
        return new FileLimits(bytes, maxTotalBytes, maxEntries, maxRatio);
    }

    public FileLimits withMaxTotalBytes(long bytes) {
        return new FileLimits(maxFileBytes, bytes, maxEntries, maxRatio);
    }

    public FileLimits withMaxEntries(int count) {
        return new FileLimits(maxFileBytes, maxTotalBytes, count, maxRatio);
    }

    public FileLimits withMaxRatio(int times) {
        return new FileLimits(maxFileBytes, maxTotalBytes, maxEntries, times);
    }
}
