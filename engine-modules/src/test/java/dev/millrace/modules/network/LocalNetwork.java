package dev.millrace.modules.network;

import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Received;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A client that reaches this machine, and stub servers for it to reach. */
final class LocalNetwork implements AutoCloseable {
    final HttpClient client = HttpClient.builder()
            .policy(EgressPolicy.builder().allow("127.0.0.0/8").build())
            .build();
    private final List<StubServer> servers = new ArrayList<>();

    StubServer server(Reply reply) {
        return server(request -> reply);
    }

    StubServer server(Function<Received, Reply> answers) {
        StubServer server = StubServer.answering(answers);
        servers.add(server);
        return server;
    }

    ModuleTester tester(Module module) {
        return ModuleTester.of(module).service(HttpClient.class, client);
    }

    @Override
    public void close() {
        client.close();
        servers.forEach(StubServer::close);
    }
}
