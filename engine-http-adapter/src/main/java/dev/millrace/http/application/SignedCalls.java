package dev.millrace.http.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.access.Authenticator;
import dev.millrace.http.access.Identity;
import dev.millrace.http.access.Secret;
import dev.millrace.http.exchange.Incoming;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Calls that an application signs with its secure key. Their answers are signed in the same way.
 *
 * <p>The order of the checks is part of the API: known, enabled, address, timestamp, signature.
 */
final class SignedCalls implements Authenticator {
    static final String CLIENT = "X-Client-Id";
    static final String TIMESTAMP = "X-Timestamp";
    static final String SIGN = "X-Sign";

    private static final int MAX_DIGITS = 18;
    /** Hexadecimal digits of MD5 and of SHA-256. */
    private static final Set<Integer> DIGEST_LENGTHS = Set.of(32, 64);

    private static final int MAX_SIGNED_ANSWER = 10 << 20;
    private static final int MAX_REMEMBERED = 1_000_000;

    private final ApplicationSettings settings;
    private final Authorities authorities;
    private final Clock clock;
    private final Cache<String, Boolean> seen;

    SignedCalls(ApplicationSettings settings, Authorities authorities, Clock clock) {
        this.settings = settings;
        this.authorities = authorities;
        this.clock = clock;
        this.seen = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.signatureWindow().multipliedBy(2))
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    @Override
    public Optional<Identity> identify(Incoming request) {
        Optional<String> client = request.header(CLIENT);
        if (client.isEmpty() && request.header(SIGN).isPresent()) {
            throw ApplicationError.SIGNATURE_ERROR.refusal("send the header " + CLIENT + " with the appId");
        }
        return client.map(appId -> identify(appId.trim(), request));
    }

    private Identity identify(String appId, Incoming request) {
        Application application =
                settings.applications().findByAppId(appId).orElseThrow(ApplicationError.SIGNATURE_ERROR::refusal);
        CallableApplication.check(application, request.servlet());
        String timestamp = header(TIMESTAMP, SignedCalls::isMillis, "milliseconds since 1970", request);
        String sign = header(SIGN, SignedCalls::isDigest, "a digest in hexadecimal digits", request);
        refuseOtherTimes(Long.parseLong(timestamp));
        CallSignature signature = new CallSignature(
                application.apiServer().signature(),
                settings.keys().open(application.id(), application.apiServer().sealedKey()));
        byte[] expected = signature.of(request, timestamp);
        if (!Secret.same(expected, HexFormat.of().parseHex(sign))) {
            throw ApplicationError.SIGNATURE_ERROR.refusal();
        }
        refuseReplay(appId, timestamp, sign, request);
        Principal principal = new Principal(
                Principal.Kind.APPLICATION, application.id(), application.id(), authorities.of(application));
        return new Identity(principal, Optional.of(answer -> sealed(answer, signature)));
    }

    private static String header(String name, Predicate<String> isGood, String wanted, Incoming request) {
        String value = request.header(name).orElse("").trim().toLowerCase(Locale.ROOT);
        if (!isGood.test(value)) {
            throw ApplicationError.SIGNATURE_ERROR.refusal("send the header " + name + " with " + wanted);
        }
        return value;
    }

    private static boolean isMillis(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static boolean isDigest(String text) {
        return DIGEST_LENGTHS.contains(text.length()) && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private void refuseOtherTimes(long timestamp) {
        long now = clock.epochMillis();
        if (Math.abs(now - timestamp) > settings.signatureWindow().toMillis()) {
            throw ApplicationError.SIGNATURE_EXPIRED.refusal(
                    TIMESTAMP + " is too far from the server's time, which is " + now);
        }
    }

    private void refuseReplay(String appId, String timestamp, String sign, Incoming request) {
        if (!settings.refusesReplays()) {
            return;
        }
        String call = String.join(
                " ", appId, request.servlet().getMethod(), request.servlet().getRequestURI(), timestamp, sign);
        if (seen.asMap().putIfAbsent(call, true) != null) {
            throw ApplicationError.SIGNATURE_REPLAYED.refusal();
        }
    }

    private Response.Full sealed(Response.Full answer, CallSignature signature) {
        if (answer.length() > MAX_SIGNED_ANSWER) {
            return answer;
        }
        String timestamp = Long.toString(clock.epochMillis());
        return answer.with(
                Map.of(TIMESTAMP, timestamp, SIGN, HexFormat.of().formatHex(signature.of(answer, timestamp))));
    }
}
