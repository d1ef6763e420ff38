package dev.millrace.examples;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.MillraceServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An application that offers the editor API beside its engine, and looks whether it is well. */
public final class ServeOverHttp {
    private static final int ANY_FREE_PORT = 0;

    private ServeOverHttp() {}

    public static void main(String[] args) throws IOException {
        int port = args.length == 0 ? ANY_FREE_PORT : Integer.parseInt(args[0]);
        // snippet serve
        Millrace engine = Millrace.builder()
                .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                .build();
        MillraceServer server = MillraceServer.start(engine, "127.0.0.1", port, HttpSettings.defaults());
        // end
        try (engine;
                server;
                InputStream health = URI.create(server.url() + "/api/v1/system/health")
                        .toURL()
                        .openStream()) {
            System.out.println(new String(health.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
