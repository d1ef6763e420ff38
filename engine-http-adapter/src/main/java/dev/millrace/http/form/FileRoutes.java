package dev.millrace.http.form;

import dev.millrace.form.Attachment;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.ObjectError;
import dev.millrace.form.ObjectException;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of business objects: up and down (spec section 13). */
final class FileRoutes {
    private static final int MAX_FORM_BYTES = 4 << 20;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");
    private static final String ANY_TYPE = "application/octet-stream";

    private final Door door;
    private final BusinessObjects objects;

    FileRoutes(Door door, BusinessObjects objects) {
        this.door = door;
        this.objects = objects;
    }

    Response upload(Request request) {
        try {
            Engine engine = door.admit(request, MAX_FORM_BYTES);
            Query query = request.query();
            String schemaCode = required(query, "SchemaCode");
            if (!engine.mayUse(schemaCode)) {
                throw Failure.of(InvokeError.NO_PERMISSION, "No permission for form " + schemaCode);
            }
            String property = required(query, "FilePropertyName");
            String holder = required(query, "BizObjectId");
            Part file = file(request);
            Attachment attachment = objects.attach(
                    schemaCode,
                    property,
                    holder,
                    query.text("ChildSchemaCode"),
                    Optional.ofNullable(file.getSubmittedFileName()).orElse("file"),
                    type(file.getContentType()),
                    content(file));
            return ObjectEnvelope.ok(Map.of("AttachmentId", attachment.id()));
        } catch (ObjectException refused) {
            return refused.error() == ObjectError.FILE_TOO_LARGE
                    ? door.failed(Failure.of(Refusal.TOO_LARGE, refused.text()))
                    : door.failed(refused);
        }
    }

    private static String required(Query query, String name) {
        return query.text(name)
                .orElseThrow(() -> new ObjectException(ObjectError.MISSING_PARAMETER, name + " is required"));
    }

    private static Part file(Request request) {
        if (!request.header("Content-Type").orElse("").contains("boundary=")) {
            throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: send one file as multipart/form-data");
        }
        List<Part> files = parts(request).stream()
                .filter(part -> part.getSubmittedFileName() != null)
                .toList();
        if (files.size() != 1) {
            throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: send one file, not " + files.size());
        }
        return files.get(0);
    }

    private static Collection<Part> parts(Request request) {
        try {
            return request.parts();
        } catch (IllegalStateException e) {
            throw Failure.of(Refusal.TOO_LARGE, "the upload is too large");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: the form cannot be read");
        }
    }

    private static byte[] content(Part part) {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(MAX_FORM_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String written) {
        return written != null && MEDIA_TYPE.matcher(written).matches() ? written : ANY_TYPE;
    }

    Response download(Request request) {
        Engine engine = door.admit(request, MAX_FORM_BYTES);
        String id = attachmentId(request);
        Attachment attachment = objects.attachment(id)
                .filter(known -> engine.mayUse(known.schemaCode()))
                .orElseThrow(() -> Failure.of(InvokeError.FILE_NOT_FOUND, "Attachment not found: " + id));
        byte[] content = objects.content(id).orElseThrow(() -> Failure.of(InvokeError.FILE_NOT_FOUND));
        return new Response.Full(
                200, Map.of("Content-Disposition", disposition(attachment.name())), attachment.contentType(), content);
    }

    private static String attachmentId(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(java.util.Locale.ROOT);
        Optional<String> id;
        if (type.startsWith("multipart/")) {
            id = parts(request).stream()
                    .filter(part -> part.getName().equalsIgnoreCase("attachmentId"))
                    .findFirst()
                    .map(part -> new String(content(part), StandardCharsets.UTF_8));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            id = formField(new String(request.content(), StandardCharsets.UTF_8));
        } else {
            id = Members.read(request.content()).text("attachmentId");
        }
        return id.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> Failure.of(InvokeError.of(ObjectError.MISSING_PARAMETER), "attachmentId is required"));
    }

    private static Optional<String> formField(String form) {
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && parts[0].equalsIgnoreCase("attachmentId")) {
                try {
                    return Optional.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: the form cannot be read");
                }
            }
        }
        return Optional.empty();
    }

    /** RFC 6266: a name in ASCII for old clients, and the whole one as RFC 5987 has it. */
    private static String disposition(String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
