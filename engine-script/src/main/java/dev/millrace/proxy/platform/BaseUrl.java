package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import java.net.URI;
import java.net.URISyntaxException;

/** URLs that a configuration gives: absolute, http or https, no query, fragment or user info. */
final class BaseUrl {
    static final URI NOWHERE = URI.create("https://invalid.invalid");

    private BaseUrl() {}

    /** Notes a problem and gives {@link #NOWHERE} if it is none. */
    static URI read(Members members, String member, String text) {
        try {
            URI url = new URI(text);
            String wrong = wrong(url);
            if (wrong.isEmpty()) {
                return url;
            }
            members.problem(member, wrong, "write a URL such as https://crm.example/api");
        } catch (URISyntaxException e) {
            members.problem(
                    member,
                    "is no URL: " + Excerpt.quoted(withoutUserInfo(text)),
                    "write one such as https://crm.example/api");
        }
        return NOWHERE;
    }

    private static String wrong(URI url) {
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            return "is not an absolute http or https URL";
        }
        if (url.getRawUserInfo() != null) {
            return "holds a user name or password";
        }
        return url.getRawQuery() == null && url.getRawFragment() == null ? "" : "has a query or a fragment";
    }

    private static String withoutUserInfo(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }
}
