package dev.millrace.proxy.platform;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, as in {@code platforms[0].apis[2].path}; empty for the text as a whole
 * @param message what is wrong with which value; never a credential
 * @param fix what to do about it
 */
public record ConfigurationProblem(String path, String message, String fix) {
    /** One line for people. */
    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + message + ". Fix: " + fix;
    }
}
