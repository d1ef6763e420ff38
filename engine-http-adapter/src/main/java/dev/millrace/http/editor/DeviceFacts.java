package dev.millrace.http.editor;

/**
 * What the API tells of the machine it runs on. Document 001 was written for a phone; a server has empty texts and 0.
 */
public record DeviceFacts(
        String brand, String model, String manufacturer, String androidVersion, int apiLevel, String sdkVersion) {
    /** Nothing but the version of this API. */
    public static final DeviceFacts SERVER = new DeviceFacts("", "", "", "", 0, "1.0.0");
}
