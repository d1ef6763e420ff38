package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.module.StepResult;
import dev.millrace.test.ModuleTester;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetIpTest {
    private final LocalNetwork network = new LocalNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private ModuleTester external(StubServer server, String version) {
        return network.tester(new GetIp())
                .with("type", "external")
                .with("ip_version", version)
                .with("service_url", server.url("/ip"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"ipv4,1.2.3.4", "ipv4,255.255.255.255", "ipv6,2606:4700::1111", "ipv6,::ffff:1.2.3.4"})
    void external_address_is_what_the_service_says(String version, String address) {
        StubServer server = network.server(Reply.text(200, "text/plain", address + "\n"));

        external(server, version).run().hasOutput("ip_address", address);

        assertThat(server.only().line()).isEqualTo("GET /ip HTTP/1.1");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "ipv4,200,''",
        "ipv4,200,1.2.3",
        "ipv4,200,1.2.3.256",
        "ipv4,200,<html>",
        "ipv4,200,::1",
        "ipv6,200,1.2.3.4",
        "ipv6,200,abc",
        "ipv4,500,1.2.3.4",
        "ipv6,200,:"
    })
    void answer_that_is_no_such_address_fails(String version, int status, String answer) {
        StubServer server = network.server(Reply.text(status, "text/plain", answer));

        external(server, version).run().failed().withTitle("No address").withMessageContaining(version);
    }

    @Test
    void huge_answer_fails() {
        StubServer server = network.server(Reply.text(200, "text/plain", "1".repeat(5_000)));

        external(server, "ipv4").run().failed().withTitle("Answer too large");
    }

    /** Which addresses a machine has is its own affair; some have none but the loopback address. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"ipv4", "ipv6"})
    void local_address_is_one_of_this_machine(String version) throws UnknownHostException {
        var outcome = ModuleTester.of(new GetIp()).with("ipVersion", version).run();

        if (outcome.result() instanceof StepResult.Done done) {
            InetAddress address =
                    InetAddress.getAllByName(String.valueOf(done.outputs().get("ip_address")))[0];
            assertThat(address.isLoopbackAddress()).isFalse();
            assertThat(address.getAddress()).hasSize(version.equals("ipv4") ? 4 : 16);
        } else {
            outcome.failed().withTitle("No address").withMessageContaining(version);
        }
    }

    @Test
    void unknown_options_fail() {
        ModuleTester.of(new GetIp()).with("type", "both").run().failed().withMessageContaining("local, external");
        ModuleTester.of(new GetIp()).with("ip_version", "ipv5").run().failed().withMessageContaining("ipv4, ipv6");
    }
}
