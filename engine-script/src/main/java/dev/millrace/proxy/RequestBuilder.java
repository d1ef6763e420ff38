package dev.millrace.proxy;

import dev.millrace.json.Json;
import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.HeaderName;
import dev.millrace.proxy.platform.Template;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the request of one call, without its authentication (spec script-proxy 5.3 to 5.5). */
final class RequestBuilder {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_LENGTH = 8_192;
    private static final int MAX_URL_LENGTH = 16_384;

    private final Target target;
    private final CallSite site;
    private final Secrets secrets;

    RequestBuilder(Target target, Secrets secrets) {
        this.target = target;
        this.site = target.site();
        this.secrets = secrets;
    }

    /** @throws ProxyError if the arguments give no request */
    Draft build(Bound bound, CallContext context) {
        Draft draft = new Draft(
                target.api().method(), url(bound), query(bound), headers(bound, context), content(bound.body()));
        int length = draft.fullUrl().length();
        if (length > MAX_URL_LENGTH) {
            throw site.error(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "the URL has " + length + " characters, more than " + MAX_URL_LENGTH + "; use the body");
        }
        return draft;
    }

    private String url(Bound bound) {
        String base = target.instance().baseUrl().toString();
        String path = target.api()
                .path()
                .render(
                        name -> segment(name, scalar(name, bound.path().get(name))),
                        name -> segment(name, secrets.variable(name)));
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    private String segment(String name, String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    "path parameter " + Excerpt.quoted(name) + " cannot be " + Excerpt.quoted(value)
                            + "; give a value that names something");
        }
        return encoded(name, value);
    }

    private String encoded(String name, String value) {
        try {
            return Encoded.of(value);
        } catch (IllegalArgumentException e) {
            throw new Conversion(site).invalid(name, "is no valid text: half a surrogate pair");
        }
    }

    private List<Draft.Pair> query(Bound bound) {
        List<Draft.Pair> pairs = new ArrayList<>();
        bound.query().forEach((name, value) -> {
            for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
                if (element != null) {
                    pairs.add(pair(name, element));
                }
            }
        });
        return Collections.unmodifiableList(pairs);
    }

    private Draft.Pair pair(String name, Object value) {
        String text = Conversion.isScalar(value) ? TextForm.of(value) : Json.write(value);
        encoded(name, name);
        encoded(name, text);
        return new Draft.Pair(name, text);
    }

    private Headers headers(Bound bound, CallContext context) {
        Headers headers = new Headers();
        Api api = target.api();
        configured(headers, target.platform().defaults().headers());
        configured(headers, target.instance().headers());
        configured(headers, api.headers());
        if (!context.place().isEmpty()) {
            api.idempotencyHeader().ifPresent(name -> headers.set(name, key(context)));
        }
        if (bound.header().size() > MAX_HEADERS) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, "there are more than " + MAX_HEADERS + " headers");
        }
        bound.header().forEach((name, value) -> headers.set(name, checked(name, scalar(name, value))));
        return headers;
    }

    private void configured(Headers headers, Map<String, Template> templates) {
        templates.forEach((name, template) -> headers.set(name, checked(name, template.render(secrets))));
    }

    /** Plain ASCII, whatever the ids are, and as long for every call. */
    private static String key(CallContext context) {
        String all = context.place() + "#" + context.callNumber();
        return Digests.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private String checked(String name, String value) {
        if (!HeaderName.isToken(name)) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    Excerpt.quoted(name) + " is no name of a header; use letters, digits and hyphens");
        }
        if (HeaderName.isReserved(name)) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, "header " + name + " belongs to the connection; leave it out");
        }
        if (value.length() > MAX_HEADER_LENGTH || !PRINTABLE.matcher(value).matches()) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    "the value of header " + name + " holds a line break, a control character or a letter beyond ASCII,"
                            + " or more than " + MAX_HEADER_LENGTH + " characters; encode it, as in %E4%B8%AD");
        }
        return value;
    }

    private String scalar(String name, @Nullable Object value) {
        if (Conversion.isScalar(value)) {
            return TextForm.of(value);
        }
        throw new Conversion(site).invalid(name, "must be a text, a number or a truth value");
    }

    private Draft.@Nullable Content content(Arguments.@Nullable Body body) {
        return body == null ? null : new Bodies(site).content(target.api().bodyKind(), body.value());
    }
}
