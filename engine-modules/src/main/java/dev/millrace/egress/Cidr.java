package dev.millrace.egress;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A block of addresses of one family: those whose first {@code bits} bits are the same. */
record Cidr(InetAddress first, int bits) {
    static Cidr of(String text) {
        Cidr cidr = parse(text);
        if (cidr == null) {
            throw new IllegalArgumentException("no address block: " + text);
        }
        return cidr;
    }

    /** {@code 10.0.0.0/8}, {@code fd00::/8}; null if it is none. */
    static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return null;
        }
        Host host = Host.parse(text.substring(0, slash));
        InetAddress address = host == null ? null : host.literal();
        String length = text.substring(slash + 1);
        if (address == null || !length.matches("[0-9]{1,3}")) {
            return null;
        }
        int bits = Integer.parseInt(length);
        return bits > address.getAddress().length * 8 ? null : new Cidr(address, bits);
    }

    static Cidr single(InetAddress address) {
        return new Cidr(address, address.getAddress().length * 8);
    }

    boolean contains(InetAddress address) {
        byte[] block = first.getAddress();
        byte[] other = address.getAddress();
        if (block.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((block[bit / 8] ^ other[bit / 8]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
