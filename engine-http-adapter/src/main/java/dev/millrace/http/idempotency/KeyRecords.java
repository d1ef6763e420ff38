package dev.millrace.http.idempotency;

import dev.millrace.http.access.ExpiredRecords;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys as records: claimed before the work begins, so that no two processes do it. Thread-safe; may block. */
final class KeyRecords {
    private static final String KIND = "idempotency-key";
    /** More than an API answers with at most; a larger answer of another kind is made again from its execution, if it can. */
    private static final int MAX_BYTES = 11 << 20;

    private final RecordStore store;
    private final Records<Entry> entries;
    private final ExpiredRecords expired;
    private final Clock clock;

    /** @param answer empty while the work is under way */
    record Entry(String request, String executionId, Optional<Response.Full> answer) {}

    KeyRecords(RecordStore store, Clock clock) {
        this.store = store;
        this.entries = Records.of(store, KIND, KeyRecords::written, KeyRecords::read);
        this.expired = new ExpiredRecords(store, KIND, clock);
        this.clock = clock;
    }

    private static RecordContent written(Entry entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("request", entry.request());
        members.put("executionId", entry.executionId());
        entry.answer().ifPresent(answer -> {
            members.put("status", (long) answer.status());
            members.put("contentType", answer.contentType());
            members.put("headers", answer.headers());
            members.put("body", Base64.getEncoder().encodeToString(bytes(answer)));
        });
        return RecordContent.of(members);
    }

    private static byte[] bytes(Response.Full answer) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length())) {
            answer.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry read(RecordContent content) {
        Optional<Response.Full> answer = content.optionalText("body").map(body -> {
            Map<String, String> headers = new LinkedHashMap<>();
            content.dictionary("headers").forEach((name, value) -> headers.put(name, String.valueOf(value)));
            return new Response.Full(
                    Math.toIntExact(content.whole("status")),
                    headers,
                    content.text("contentType"),
                    Base64.getDecoder().decode(body));
        });
        return new Entry(content.text("request"), content.text("executionId"), answer);
    }

    /** Takes the key, if nobody has it; else what is known of it. */
    Optional<Entry> claim(String key, String request, String executionId) {
        expired.remove();
        StoredRecord mine = record(key, new Entry(request, executionId, Optional.empty()));
        while (!store.commit(new RecordChange.Add(mine))) {
            Optional<Records.Entry<Entry>> known = entries.find(key);
            if (known.isPresent() && known.get().record().expiresAtMillis() > clock.epochMillis()) {
                return known.map(Records.Entry::value);
            }
            known.ifPresent(old -> store.commit(new RecordChange.Remove(old.record())));
        }
        return Optional.empty();
    }

    private StoredRecord record(String key, Entry entry) {
        return entries.of(key, entry).expiringAt(clock.epochMillis() + FirstAnswers.KEPT.toMillis());
    }

    void answer(String key, String request, String executionId, Response.Full answer) {
        Optional<Response.Full> kept = Optional.of(answer).filter(full -> full.length() <= MAX_BYTES);
        store.commit(new RecordChange.Put(record(key, new Entry(request, executionId, kept))));
    }

    void release(String key) {
        store.commit(entries.drop(key));
    }
}
