package dev.millrace.launcher;

/** The command that gets a first token, to be copied into another terminal. */
final class TokenCommand {
    private TokenCommand() {}

    /**
     * @param host what the server listens on; one of all addresses is called through this machine's own
     * @param needsSecret whether callers of this machine must send it; it is taken from the environment, not printed
     */
    static String line(String host, int port, boolean needsSecret) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        boolean asksSecret = needsSecret || !everywhere && !isThisMachine(host);
        return "curl -s -X POST http://" + name + ":" + port + "/api/v1/auth/token"
                + " -H 'Content-Type: application/json'"
                + (asksSecret ? " -H \"X-Pairing-Secret: $MILLRACE_PAIRING_SECRET\"" : "")
                + " -d '{\"deviceId\":\"my-computer\"}'";
    }

    private static boolean isThisMachine(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    }
}
