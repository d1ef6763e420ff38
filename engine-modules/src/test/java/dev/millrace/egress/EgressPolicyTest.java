package dev.millrace.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which targets a policy permits, however they are written. Nothing is connected to. */
class EgressPolicyTest {
    private static final NameResolver NO_NAMES = host -> {
        throw new AssertionError("\"" + host + "\" was looked up, though it is an address");
    };

    private static List<InetAddress> checked(EgressPolicy policy, NameResolver resolver, String url)
            throws EgressException {
        Target target = Target.of(url);
        return new CheckedNames(policy, resolver).checked(target.host(), target.port());
    }

    private static EgressException refusal(EgressPolicy policy, NameResolver resolver, String url) {
        EgressException refusal = catchThrowableOfType(EgressException.class, () -> checked(policy, resolver, url));
        assertThat(refusal).as("%s is refused", url).isNotNull();
        assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(EgressException.Kind.REFUSED);
        return refusal;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "loopback                        | 127.0.0.1                  | a loopback address",
                "loopback, another               | 127.255.255.254            | a loopback address",
                "loopback, dot at the end        | 127.0.0.1.                 | a loopback address",
                "loopback, decimal               | 2130706433                 | a loopback address",
                "loopback, decimal with a dot    | 2130706433.                | a loopback address",
                "loopback, hexadecimal           | 0x7f000001                 | a loopback address",
                "loopback, upper hexadecimal     | 0X7F000001                 | a loopback address",
                "loopback, octal                 | 017700000001               | a loopback address",
                "loopback, octal parts           | 0177.0.0.1                 | a loopback address",
                "loopback, octal, more zeros     | 00000177.0.0.01            | a loopback address",
                "loopback, hexadecimal parts     | 0x7f.0x0.0x0.0x1           | a loopback address",
                "loopback, mixed parts           | 0x7f.0.0.01                | a loopback address",
                "loopback, two parts             | 127.1                      | a loopback address",
                "loopback, three parts           | 127.0.1                    | a loopback address",
                "loopback, two parts, octal      | 0177.1                     | a loopback address",
                "loopback, empty hexadecimal     | 0x7f.0x.0x.1               | a loopback address",
                "loopback, full-width digits     | １２７.０.０.１                | a loopback address",
                "loopback, full-width dots       | 127．0．0．1                  | a loopback address",
                "loopback, ideographic dots      | 127。0。0。1                  | a loopback address",
                "loopback, half-width dots       | 127｡0｡0｡1                  | a loopback address",
                "loopback, circled digits        | ①②⑦.⓪.⓪.①                  | a loopback address",
                "loopback, superscript digits    | ¹²⁷.⁰.⁰.¹                  | a loopback address",
                "loopback, soft hyphen           | 12\u00AD7.0.0.1            | a loopback address",
                "loopback, zero-width space      | 127\u200B.0.0.1            | a loopback address",
                "loopback, IPv6                  | [::1]                      | a loopback address",
                "loopback, IPv6 in full          | [0:0:0:0:0:0:0:1]          | a loopback address",
                "loopback, IPv6 with zeros       | [0000::0001]               | a loopback address",
                "loopback, mapped                | [::ffff:127.0.0.1]         | a loopback address",
                "loopback, mapped in hexadecimal | [::ffff:7f00:1]            | a loopback address",
                "loopback, mapped in full        | [0:0:0:0:0:ffff:7f00:0001] | a loopback address",
                "loopback, compatible            | [::127.0.0.1]              | a reserved address",
                "loopback, translated            | [::ffff:0:127.0.0.1]       | a reserved address",
                "loopback, NAT64                 | [64:ff9b::127.0.0.1]       | a loopback address behind NAT64",
                "loopback, NAT64 in hexadecimal  | [64:ff9b::7f00:1]          | a loopback address behind NAT64",
                "private behind NAT64            | [64:ff9b::a00:1]           | a private address behind NAT64",
                "metadata behind NAT64           | [64:ff9b::a9fe:a9fe]       | a cloud metadata address behind NAT64",
                "local NAT64                     | [64:ff9b:1::1]             | a local NAT64 address",
                "6to4 of loopback                | [2002:7f00:1::]            | a 6to4 tunnel",
                "6to4 of a private address       | [2002:c0a8:0101::1]        | a 6to4 tunnel",
                "Teredo                          | [2001:0:4136:e378::1]      | a Teredo tunnel",
                "unspecified                     | 0.0.0.0                    | an unspecified address",
                "unspecified, short              | 0                          | an unspecified address",
                "unspecified, hexadecimal        | 0x0                        | an unspecified address",
                "this network                    | 0.1.2.3                    | an unspecified address",
                "unspecified, IPv6               | [::]                       | an unspecified address",
                "unspecified, mapped             | [::ffff:0:0]               | an unspecified address",
                "private 10                      | 10.0.0.1                   | a private address",
                "private 10, short               | 10.1                       | a private address",
                "private 10, decimal             | 167772161                  | a private address",
                "private 172.16                  | 172.16.0.1                 | a private address",
                "private 172.31                  | 172.31.255.255             | a private address",
                "private 192.168                 | 192.168.1.1                | a private address",
                "private 192.168, hexadecimal    | 0xc0a80101                 | a private address",
                "private, mapped                 | [::ffff:10.0.0.1]          | a private address",
                "link-local                      | 169.254.1.1                | a link-local address",
                "metadata                        | 169.254.169.254            | a cloud metadata address",
                "metadata, decimal               | 2852039166                 | a cloud metadata address",
                "metadata, octal                 | 0251.0376.0251.0376        | a cloud metadata address",
                "metadata, mapped                | [::ffff:a9fe:a9fe]         | a cloud metadata address",
                "metadata of containers          | 169.254.170.2              | a cloud metadata address",
                "metadata, another cloud         | 100.100.100.200            | a cloud metadata address",
                "metadata, a third cloud         | 168.63.129.16              | a cloud metadata address",
                "metadata, a fourth cloud        | 192.0.0.192                | a cloud metadata address",
                "metadata, IPv6                  | [fd00:ec2::254]            | a cloud metadata address",
                "carrier's NAT                   | 100.64.0.1                 | a shared address behind a carrier's NAT",
                "carrier's NAT, last             | 100.127.255.255            | a shared address behind a carrier's NAT",
                "protocol assignment             | 192.0.0.8                  | a protocol assignment",
                "documentation 1                 | 192.0.2.1                  | an address for documentation",
                "documentation 2                 | 198.51.100.1               | an address for documentation",
                "documentation 3                 | 203.0.113.255              | an address for documentation",
                "documentation, IPv6             | [2001:db8::1]              | an address for documentation",
                "documentation, new IPv6         | [3fff::1]                  | an address for documentation",
                "benchmark                       | 198.18.0.1                 | an address for benchmarks",
                "benchmark, last                 | 198.19.255.255             | an address for benchmarks",
                "benchmark, IPv6                 | [2001:2::1]                | an address for benchmarks",
                "6to4 relay                      | 192.88.99.1                | a 6to4 relay",
                "multicast                       | 224.0.0.1                  | a multicast address",
                "multicast, last                 | 239.255.255.250            | a multicast address",
                "multicast, IPv6                 | [ff02::1]                  | a multicast address",
                "reserved                        | 240.0.0.1                  | a reserved address",
                "broadcast                       | 255.255.255.255            | the broadcast address",
                "broadcast, decimal              | 4294967295                 | the broadcast address",
                "broadcast, hexadecimal          | 0xffffffff                 | the broadcast address",
                "unique local                    | [fc00::1]                  | a private address",
                "unique local, fd                | [fd12:3456::1]             | a private address",
                "link-local, IPv6                | [fe80::1]                  | a link-local address",
                "link-local, last                | [febf::1]                  | a link-local address",
                "site-local                      | [fec0::1]                  | a site-local address",
                "discarded                       | [100::1]                   | a discarded address",
                "segment ids                     | [5f00::1]                  | a reserved address",
                "never handed out                | [4000::1]                  | a reserved address",
            })
    void address_that_is_not_public_is_refused_however_it_is_written(String row, String host, String kind) {
        EgressException refusal = refusal(EgressPolicy.publicOnly(), NO_NAMES, "http://" + host + "/");

        assertThat(refusal).hasMessageContaining(kind).hasMessageContaining("--allow-host");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1.1.1.1,1.1.1.1",
        "0x08.8.8.010,8.8.8.8",
        "16843009,1.1.1.1",
        "172.15.255.255,172.15.255.255",
        "172.32.0.1,172.32.0.1",
        "100.63.255.255,100.63.255.255",
        "223.255.255.255,223.255.255.255",
        "[2606:4700::1111],2606:4700:0:0:0:0:0:1111",
        "[::ffff:1.1.1.1],1.1.1.1",
        "[64:ff9b::1.1.1.1],64:ff9b:0:0:0:0:101:101"
    })
    void public_address_is_permitted_and_is_what_it_reads_as(String host, String expected) throws EgressException {
        List<InetAddress> addresses = checked(EgressPolicy.publicOnly(), NO_NAMES, "https://" + host + "/");

        assertThat(addresses)
                .singleElement()
                .extracting(InetAddress::getHostAddress)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://",
                "http:///path",
                "http://:80/",
                "http://./",
                "http://a..b/",
                "http://.a/",
                "http://[::1/",
                "http://[::1]x/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::g]/",
                "http://[1.2.3.4]/",
                "http://%31%32%37.0.0.1/",
                "http://127.0.0.1%00.example.com/",
                "http://a b/",
                "http://a\tb/",
                "http://example.com\\@127.0.0.1/",
                "http://user@127.0.0.1/",
                "http://user:secret@example.com/",
                "http://256.1.1.1/",
                "http://1.2.3.4.5/",
                "http://1.2.3.256/",
                "http://4294967296/",
                "http://0x1ffffffff/",
                "http://08/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:8x/",
                "http://a:80:90/",
                "http://℀.example.com/",
                "http://example.com／/",
                "//example.com/",
                "example.com",
                "/path"
            })
    void what_is_no_host_is_refused_before_anything_is_looked_up(String url) {
        assertThatThrownBy(() -> checked(EgressPolicy.publicOnly(), NO_NAMES, url))
                .isInstanceOfSatisfying(
                        EgressException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(EgressException.Kind.INVALID_REQUEST))
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "jar://x/", "HTTPX://a/"})
    void other_schemes_are_refused(String url) {
        boolean hasHost = url.contains("://");

        assertThat(hasHost).isTrue();
        assertThat(refusal(EgressPolicy.publicOnly(), NO_NAMES, url)).hasMessageContaining("only http and https");
    }

    @Test
    void name_is_refused_if_one_of_its_addresses_is_not_public() {
        NameResolver mixed = host -> List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.7"));

        EgressException refusal = refusal(EgressPolicy.publicOnly(), mixed, "https://example.com/secret?token=secret");

        assertThat(refusal)
                .hasMessageContaining("example.com:443")
                .hasMessageContaining("10.0.0.7, a private address")
                .hasMessageContaining("add \"example.com:443\" to the engine's EgressPolicy");
        assertThat(refusal.getMessage()).doesNotContain("secret");
    }

    @Test
    void host_is_looked_up_under_one_spelling() throws EgressException {
        NameResolver resolver = host -> {
            assertThat(host).isEqualTo("xn--bcher-kva.example");
            return List.of(InetAddress.getByName("1.1.1.1"));
        };

        assertThat(checked(EgressPolicy.publicOnly(), resolver, "http://BÜCHER.Example./"))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0} permits {1}: {2}")
    @CsvSource({
        "localhost,http://localhost/,true",
        "localhost,http://LOCALHOST.:99/,true",
        "localhost:8080,http://localhost:8080/,true",
        "localhost:8080,http://localhost/,false",
        "localhost,http://other/,false",
        "127.0.0.1,http://localhost/,true",
        "127.0.0.1:80,http://localhost/,true",
        "127.0.0.1:81,http://localhost/,false",
        "127.0.0.1,http://2130706433/,true",
        "127.0.0.0/8,http://other/,true",
        "127.0.0.0/8:80,http://other/,true",
        "127.0.0.0/8:443,http://other/,false",
        "127.0.0.0/31,http://127.0.0.2/,false",
        "10.0.0.0/8,http://other/,false",
        "0.0.0.0/0,http://other/,true",
        "::1,http://[::1]/,true",
        "[::1],http://[::1]/,true",
        "[::1]:8080,http://[::1]:8080/,true",
        "[::1]:8080,http://[::1]/,false",
        "fd00::/8,http://[fd12::1]/,true",
        "[fd00::/8]:80,http://[fd12::1]/,true",
        "[fd00::/8]:443,http://[fd12::1]/,false",
        "fd00::/8,http://[fc12::1]/,false",
        "*.lan,http://a.lan/,true",
        "*.lan,http://a.b.lan/,true",
        "*.lan,http://lan/,false",
        "*.lan,http://a.b.lan.evil/,false",
        "*.lan,http://evillan/,false",
        "*.lan:80,http://a.lan:81/,false"
    })
    void allowed_target_is_permitted(String entry, String url, boolean permitted) {
        EgressPolicy policy = EgressPolicy.builder().allow(entry).build();
        NameResolver loopback = host -> List.of(InetAddress.getAllByName("127.0.0.1"));

        if (permitted) {
            assertThatCode(() -> checked(policy, loopback, url)).doesNotThrowAnyException();
        } else {
            refusal(policy, loopback, url);
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:x",
                "http://localhost",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/",
                "localhost/8",
                "*",
                "*.",
                "*.1.2",
                "a.*.b",
                "[::1",
                "::1]",
                "fd00::/129"
            })
    void entry_that_is_no_target_is_refused_with_the_forms_there_are(String entry) {
        assertThatThrownBy(() -> EgressPolicy.builder().allow(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:PORT");
    }

    @Test
    void denied_target_stays_denied() {
        NameResolver resolver = host -> List.of(InetAddress.getByName("1.1.1.1"));
        EgressPolicy policy = EgressPolicy.builder()
                .allow("bad.example")
                .deny("*.example")
                .deny("1.1.1.0/24:8080")
                .build();

        assertThat(refusal(policy, resolver, "http://bad.example/")).hasMessageContaining("denies it");
        assertThat(refusal(policy, resolver, "http://other:8080/")).hasMessageContaining("denies it");
        assertThatCode(() -> checked(policy, resolver, "http://other/")).doesNotThrowAnyException();
    }

    @Test
    void policy_for_private_targets_allows_every_address_but_denied_ones() {
        NameResolver resolver = host -> List.of(InetAddress.getByName("10.1.2.3"));
        EgressPolicy policy = EgressPolicy.builder()
                .deny("10.1.2.3:8080")
                .deny("secret.example")
                .ports(443)
                .build()
                .withPrivateTargets();

        assertThat(refusal(policy, resolver, "http://any.example:8080/")).hasMessageContaining("denies it");
        assertThat(refusal(policy, resolver, "http://secret.example/")).hasMessageContaining("denies it");
        assertThatCode(() -> checked(policy, resolver, "http://any.example/")).doesNotThrowAnyException();
    }

    @Test
    void ports_can_be_limited_and_an_entry_opens_others() {
        NameResolver resolver = host -> List.of(InetAddress.getByName("1.1.1.1"));
        EgressPolicy policy =
                EgressPolicy.builder().ports(80, 443).allow("a.example:8443").build();

        assertThat(refusal(policy, resolver, "http://b.example:25/"))
                .hasMessageContaining("only the ports [80, 443]")
                .hasMessageContaining("b.example:25");
        assertThatCode(() -> checked(policy, resolver, "http://b.example/")).doesNotThrowAnyException();
        assertThatCode(() -> checked(policy, resolver, "https://a.example:8443/"))
                .doesNotThrowAnyException();
    }

    @Test
    void name_that_answers_differently_the_second_time_is_connected_to_as_checked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        NameResolver rebinding =
                host -> List.of(InetAddress.getAllByName(asked.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.1"));
        CheckedNames names = new CheckedNames(EgressPolicy.publicOnly(), rebinding);
        Host host = Target.of("http://rebinding.example/").host();

        CheckedNames.Lease lease = names.keep(host, 80);

        assertThat(names.resolve("rebinding.example")).containsExactly(InetAddress.getByName("1.1.1.1"));
        assertThat(asked).hasValue(1);
        assertThatThrownBy(() -> names.keep(host, 80)).isInstanceOf(EgressException.class);
        lease.release();
        assertThatThrownBy(() -> names.resolve("rebinding.example")).hasMessageContaining("nobody has checked");
    }

    @Test
    void host_that_nobody_checked_has_no_addresses() {
        CheckedNames names = new CheckedNames(EgressPolicy.publicOnly(), NameResolver.system());

        assertThatThrownBy(() -> names.resolve("localhost", 80)).hasMessageContaining("nobody has checked");
    }

    @Property(tries = 2_000)
    void any_text_is_a_target_or_refused(@ForAll String host) {
        try {
            Host parsed = Target.of("http://" + host + "/").host();
            assertThat(parsed.name()).matches("[a-z0-9_.-]+|\\[[0-9a-f:.]+\\]");
            assertThat(Host.parse(parsed.name())).isEqualTo(parsed);
        } catch (EgressException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 2_000)
    void every_number_reads_as_the_address_it_is(@ForAll int bits) throws Exception {
        byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
        InetAddress expected = InetAddress.getByAddress(bytes);

        for (String form : Arrays.asList("%d", "0x%x", "0%o")) {
            Host host = Target.of("http://" + form.formatted(bits & 0xffffffffL) + "/")
                    .host();
            assertThat(host.literal()).as(form).isEqualTo(expected);
        }
    }
}
