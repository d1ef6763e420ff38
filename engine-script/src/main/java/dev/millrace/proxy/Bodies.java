package dev.millrace.proxy;

import dev.millrace.json.Json;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.BodyKind;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import dev.millrace.value.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of requests (spec script-proxy 5.5). */
final class Bodies {
    private static final int MAX_BYTES = 1 << 20;

    private final CallSite site;

    Bodies(CallSite site) {
        this.site = site;
    }

    /** @throws ProxyError if the value cannot be written this way, or is larger than 1 MiB */
    Draft.Content content(BodyKind kind, @Nullable Object value) {
        Draft.Content content = switch (kind) {
            case JSON -> json(value);
            case FORM -> form(value);
            case TEXT -> text("text/plain; charset=utf-8", scalar("body", value));
            case MULTIPART -> multipart(value);
            case NONE ->
                throw site.error(ErrorCode.INVALID_ARGUMENT, "this interface takes no body; its contentType is none");
        };
        if (content.bytes().length > MAX_BYTES) {
            throw site.error(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "the body has " + content.bytes().length + " bytes, more than " + MAX_BYTES);
        }
        return content;
    }

    private static Draft.Content json(@Nullable Object value) {
        if (value instanceof String text) {
            return text("application/json", text);
        }
        byte[] bytes = Json.write(value).getBytes(StandardCharsets.UTF_8);
        return new Draft.Content("application/json", bytes, secrets -> Masking.value(value, secrets));
    }

    private static Draft.Content text(String type, String text) {
        return new Draft.Content(type, text.getBytes(StandardCharsets.UTF_8), secrets -> Masking.text(text, secrets));
    }

    private Draft.Content form(@Nullable Object value) {
        String text = value instanceof String given
                ? given
                : fields(value).stream().map(Draft.Pair::encoded).collect(Collectors.joining("&"));
        return new Draft.Content(
                "application/x-www-form-urlencoded",
                text.getBytes(StandardCharsets.UTF_8),
                secrets -> Masking.pairs(text, secrets));
    }

    private List<Draft.Pair> fields(@Nullable Object value) {
        List<Draft.Pair> fields = new ArrayList<>();
        members(value).forEach((name, member) -> {
            for (Object element : member instanceof List<?> list ? list : Collections.singletonList(member)) {
                if (element != null) {
                    fields.add(new Draft.Pair(name, scalar(name, element)));
                }
            }
        });
        return fields;
    }

    private Draft.Content multipart(@Nullable Object value) {
        MultipartBody body = new MultipartBody(site);
        members(value).forEach((name, member) -> {
            if (member != null) {
                body.add(name, member);
            }
        });
        String boundary = body.boundary();
        return new Draft.Content(
                "multipart/form-data; boundary=" + boundary,
                body.bytes(boundary),
                secrets -> Masking.value(value, secrets));
    }

    private Map<String, @Nullable Object> members(@Nullable Object value) {
        if (value instanceof Map) {
            return PlainValue.dictionary((Map<?, ?>) value);
        }
        throw site.error(
                ErrorCode.INVALID_ARGUMENT, "the body must be an object of fields, but is " + Excerpt.quoted(value));
    }

    private String scalar(String name, @Nullable Object value) {
        if (Conversion.isScalar(value)) {
            return TextForm.of(value);
        }
        throw site.error(
                ErrorCode.INVALID_ARGUMENT,
                Excerpt.quoted(name) + " must be a text, a number or a truth value, but is " + Excerpt.quoted(value));
    }
}
