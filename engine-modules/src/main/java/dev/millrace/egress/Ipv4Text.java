package dev.millrace.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses in every form that programs accept: one to four parts, each decimal, octal or hexadecimal, the last
 * filling what the others leave (WHATWG URL standard, IPv4 parser). Read here, once, so that no other reader comes to
 * another address.
 */
final class Ipv4Text {
    private static final int MAX_PARTS = 4;

    private Ipv4Text() {}

    /** True if the last label is a number, so that the name can only be an address. */
    static boolean endsInNumber(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.matches("[0-9]+|0x[0-9a-f]*");
    }

    /** Null if it is no address. */
    static @Nullable InetAddress parse(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > MAX_PARTS) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            long number = number(parts[i]);
            long limit = isLast ? 1L << (8 * (MAX_PARTS + 1 - parts.length)) : 256;
            if (number < 0 || number >= limit) {
                return null;
            }
            address += isLast ? number : number << (8 * (MAX_PARTS - 1 - i));
        }
        return address(address);
    }

    /** -1 if it is no number, or a huge one. */
    private static long number(String part) {
        try {
            if (part.startsWith("0x")) {
                return part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16);
            }
            return Long.parseLong(part, part.length() > 1 && part.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static InetAddress address(long bits) {
        byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
        return address(bytes);
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }
}
