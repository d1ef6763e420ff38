package dev.millrace.proxy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Headers by their names in any case; the last one set wins, with its spelling. */
final class Headers {
    private record Header(String name, String value) {}

    private final Map<String, Header> headers = new LinkedHashMap<>();

    Headers set(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), new Header(name, value));
        return this;
    }

    boolean has(String name) {
        return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(Header::value);
    }

    Headers copy() {
        Headers copy = new Headers();
        copy.headers.putAll(headers);
        return copy;
    }

    void forEach(BiConsumer<String, String> action) {
        headers.values().forEach(header -> action.accept(header.name(), header.value()));
    }

    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
        return Collections.unmodifiableMap(map);
    }
}
