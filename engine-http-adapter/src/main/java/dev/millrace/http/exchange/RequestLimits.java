package dev.millrace.http.exchange;

/**
 * Bounds of requests.
 *
 * @param maxBodyBytes a JSON body
 * @param maxUploadBytes an uploaded file with all of its form
 */
public record RequestLimits(int maxBodyBytes, int maxUploadBytes) {
    /** 10 MiB and 32 MiB. */
    public static final RequestLimits DEFAULT = new RequestLimits(10 << 20, 32 << 20);

    public RequestLimits {
        positive("maxBodyBytes", maxBodyBytes);
        positive("maxUploadBytes", maxUploadBytes);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
