package dev.millrace.http.exchange;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a form that was read from a body in memory.
 *
 * @param headers by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadPart(String name, Optional<String> fileName, Map<String, String> headers, byte[] body, int from, int to)
        implements Part {
    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(body, from, to - from);
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("content-type");
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return fileName.orElse(null);
    }

    @Override
    public long getSize() {
        return (long) to - from;
    }

    @Override
    public @Nullable String getHeader(String header) {
        return headers.get(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public Collection<String> getHeaders(String header) {
        return Optional.ofNullable(getHeader(header)).stream().toList();
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.copyOf(headers.keySet());
    }

    @Override
    public void write(String file) throws IOException {
        throw new IOException("parts are in memory only");
    }

    @Override
    public void delete() {}
}
