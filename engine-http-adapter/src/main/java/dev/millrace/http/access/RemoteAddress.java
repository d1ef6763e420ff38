package dev.millrace.http.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a request comes from. What a request says of itself ({@code X-Forwarded-For} and the like) is never believed: only
 * the container knows, which a host behind a proxy configures.
 *
 * @param block what its attempts and connections are counted under: an address of IPv4, or the first 64 bits of one of
 *     IPv6, as one customer has all that begin with them
 * @param isThisMachine true if it was sent from here, by nobody else
 */
public record RemoteAddress(String block, boolean isThisMachine) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^]]*)?]?");
    private static final int PREFIX_BYTES = 8;

    /** A proxy on this machine calls from this machine for everybody; one that says so gives itself away. */
    private static final List<String> MARKS_OF_PROXIES =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    static RemoteAddress of(HttpServletRequest request) {
        RemoteAddress address = of(request.getRemoteAddr());
        boolean isPassedOn = MARKS_OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
        return isPassedOn ? new RemoteAddress(address.block, false) : address;
    }

    /** @param text an address; a name is never looked up */
    public static RemoteAddress of(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return new RemoteAddress(text, false);
        }
        try {
            return of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return new RemoteAddress(text, false);
        }
    }

    public static RemoteAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] counted = address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes;
        return new RemoteAddress(HexFormat.of().formatHex(counted), address.isLoopbackAddress());
    }
}
