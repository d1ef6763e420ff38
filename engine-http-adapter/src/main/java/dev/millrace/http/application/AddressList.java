package dev.millrace.http.application;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and CIDR blocks, separated by commas or line breaks. Immutable. */
final class AddressList {
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final List<Block> blocks;

    /** The first bits of addresses. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private AddressList(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** @throws IllegalArgumentException whose message is the part that is none */
    static AddressList of(String text) {
        return new AddressList(Arrays.stream(SEPARATOR.split(text.strip()))
                .filter(part -> !part.isEmpty())
                .map(AddressList::block)
                .toList());
    }

    private static Block block(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = address(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
        int bits = parts.length == 1 ? address.length * 8 : bits(parts[1]);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(text);
        }
        return new Block(address, bits);
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private static Optional<byte[]> address(String text) {
        try {
            return LITERAL.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text).getAddress())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** True for each address if the list is empty. */
    boolean admits(String remoteAddress) {
        String plain = remoteAddress.replaceAll("^\\[|[%\\]].*$", "");
        return blocks.isEmpty()
                || address(plain)
                        .map(bytes -> blocks.stream().anyMatch(block -> block.contains(bytes)))
                        .orElse(false);
    }
}
