package dev.millrace.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that do not belong to the public network, by the registries of special addresses (RFC 6890 and what
 * updates it) and the known addresses of clouds. Of IPv6 only what is handed out as global is public.
 */
final class SpecialAddresses {
    private record Block(Cidr cidr, String kind) {}

    private static final List<Block> BLOCKS = List.of(
            block("169.254.169.254/32", "a cloud metadata address"),
            block("169.254.170.2/32", "a cloud metadata address"),
            block("100.100.100.200/32", "a cloud metadata address"),
            block("168.63.129.16/32", "a cloud metadata address"),
            block("192.0.0.192/32", "a cloud metadata address"),
            block("fd00:ec2::254/128", "a cloud metadata address"),
            block("fd20:ce::254/128", "a cloud metadata address"),
            block("0.0.0.0/8", "an unspecified address"),
            block("10.0.0.0/8", "a private address"),
            block("100.64.0.0/10", "a shared address behind a carrier's NAT"),
            block("127.0.0.0/8", "a loopback address"),
            block("169.254.0.0/16", "a link-local address"),
            block("172.16.0.0/12", "a private address"),
            block("192.0.0.0/24", "a protocol assignment"),
            block("192.0.2.0/24", "an address for documentation"),
            block("192.31.196.0/24", "an anycast address for name servers"),
            block("192.52.193.0/24", "a multicast relay"),
            block("192.88.99.0/24", "a 6to4 relay"),
            block("192.168.0.0/16", "a private address"),
            block("192.175.48.0/24", "an anycast address for name servers"),
            block("198.18.0.0/15", "an address for benchmarks"),
            block("198.51.100.0/24", "an address for documentation"),
            block("203.0.113.0/24", "an address for documentation"),
            block("224.0.0.0/4", "a multicast address"),
            block("255.255.255.255/32", "the broadcast address"),
            block("240.0.0.0/4", "a reserved address"),
            block("::/128", "an unspecified address"),
            block("::1/128", "a loopback address"),
            block("64:ff9b:1::/48", "a local NAT64 address"),
            block("100::/64", "a discarded address"),
            block("2001::/32", "a Teredo tunnel"),
            block("2001:2::/48", "an address for benchmarks"),
            block("2001::/23", "a protocol assignment"),
            block("2001:db8::/32", "an address for documentation"),
            block("2002::/16", "a 6to4 tunnel"),
            block("3fff::/20", "an address for documentation"),
            block("fc00::/7", "a private address"),
            block("fe80::/10", "a link-local address"),
            block("fec0::/10", "a site-local address"),
            block("ff00::/8", "a multicast address"));

    private static final Cidr GLOBAL_IPV6 = Cidr.of("2000::/3");
    private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");

    private SpecialAddresses() {}

    private static Block block(String cidr, String kind) {
        return new Block(Cidr.of(cidr), kind);
    }

    /** What the address is, such as "a loopback address"; null if it is a public one. */
    static @Nullable String kindOf(InetAddress address) {
        if (NAT64.contains(address)) {
            String kind = kindOf(embedded(address));
            return kind == null ? null : kind + " behind NAT64";
        }
        for (Block block : BLOCKS) {
            if (block.cidr().contains(address)) {
                return block.kind();
            }
        }
        boolean isOutside = address.getAddress().length > 4 && !GLOBAL_IPV6.contains(address);
        return isOutside ? "a reserved address" : null;
    }

    private static InetAddress embedded(InetAddress nat64) {
        byte[] bytes = nat64.getAddress();
        return Ipv4Text.address(Arrays.copyOfRange(bytes, 12, 16));
    }
}
