package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.Place;
import java.util.Map;

/** Puts a key or token where calls carry it. */
final class Placing {
    private Placing() {}

    static Additions at(Auth.TokenPlace place, String token) {
        String value = place.prefix() + token;
        return place.in() == Place.QUERY
                ? new Additions(Map.of(), Map.of(place.name(), value))
                : Additions.header(place.name(), value);
    }
}
