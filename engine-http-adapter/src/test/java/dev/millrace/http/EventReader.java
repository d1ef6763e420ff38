package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events. */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader lines;

    /** One event. */
    record Event(String id, String name, JsonNode data) {}

    private EventReader(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** @param lastEvent the id of the last event seen; empty for none */
    static EventReader open(TestClient client, String path, String lastEvent) {
        HttpRequest.Builder request = client.request(path).header("Accept", "text/event-stream");
        return new EventReader(
                client.stream((lastEvent.isEmpty() ? request : request.header("Last-Event-ID", lastEvent)).GET()));
    }

    /** Waits for the next event. */
    Event next() {
        Event event = read();
        if (event == null) {
            throw new AssertionError("the stream has ended");
        }
        return event;
    }

    /** Waits for so many events. */
    List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** Waits for the end of the stream. */
    List<Event> toEnd() {
        List<Event> events = new ArrayList<>();
        for (Event event = read(); event != null; event = read()) {
            events.add(event);
        }
        return events;
    }

    private @Nullable Event read() {
        String id = "";
        String name = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return new Event(id, name, JSON.readTree(line.substring(6)));
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
