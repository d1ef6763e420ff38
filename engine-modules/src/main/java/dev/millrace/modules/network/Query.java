package dev.millrace.modules.network;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Parameters behind a URL's question mark. */
final class Query {
    private Query() {}

    /** Adds parameters to those a URL has, before its fragment. */
    static String added(String url, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return url;
        }
        int hash = url.indexOf('#');
        String address = hash < 0 ? url : url.substring(0, hash);
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String joint = address.indexOf('?') < 0 ? "?" : address.endsWith("?") || address.endsWith("&") ? "" : "&";
        return address + joint + query;
    }

    /** As a part of a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
