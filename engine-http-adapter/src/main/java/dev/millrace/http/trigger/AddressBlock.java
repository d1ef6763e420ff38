package dev.millrace.http.trigger;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses with the same beginning, written as one address or in the notation of RFC 4632: {@code 10.0.0.0/8}.
 *
 * @param start the bits that count, moved to the right
 * @param addressBits 32 or 128
 * @param prefixBits how many bits count
 */
record AddressBlock(BigInteger start, int addressBits, int prefixBits) {
    /** Never a name: nothing is looked up. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^]/]*)?]?");

    /** Empty for what is no block. */
    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(of(address.get(), prefix));
    }

    private static AddressBlock of(byte[] address, int prefixBits) {
        int bits = address.length * Byte.SIZE;
        return new AddressBlock(new BigInteger(1, address).shiftRight(bits - prefixBits), bits, prefixBits);
    }

    private static int prefix(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    private static Optional<byte[]> bytes(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param address as the container tells it */
    boolean contains(String address) {
        return bytes(address)
                .filter(bytes -> bytes.length * Byte.SIZE == addressBits)
                .filter(bytes -> of(bytes, prefixBits).start.equals(start))
                .isPresent();
    }
}
