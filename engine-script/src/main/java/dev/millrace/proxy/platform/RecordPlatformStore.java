package dev.millrace.proxy.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.json.Json;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import dev.millrace.value.Excerpt;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platforms as records, each with the JSON of {@link PlatformWriter} as a text: as a value of its own it would be bound to
 * the numbers and depths of records. What was read before is kept for as long as its record is the same, and what could not
 * be read too, so that the log tells of it once.
 */
final class RecordPlatformStore implements PlatformStore {
    private static final Logger LOG = LoggerFactory.getLogger(RecordPlatformStore.class);
    private static final int MAX_PARSED = 10_000;
    private static final String JSON = "json";

    private final RecordStore records;
    private final Cache<String, Parsed> parsed =
            Caffeine.newBuilder().maximumSize(MAX_PARSED).build();

    /** @param platform empty if the record cannot be read */
    private record Parsed(StoredRecord stored, Optional<Platform> platform) {}

    RecordPlatformStore(RecordStore records) {
        this.records = records;
    }

    @Override
    public Optional<Platform> find(String key) {
        // scripts may ask for any text; what is no key need not reach a database
        return Keys.isKey(key) ? records.find(KIND, key).flatMap(this::parse) : Optional.empty();
    }

    @Override
    public List<Platform> all() {
        return records.list(KIND).stream()
                .flatMap(stored -> parse(stored).stream())
                .sorted(Comparator.comparing(Platform::key))
                .toList();
    }

    @Override
    public void save(Platform platform) {
        String content = RecordContent.empty()
                .with(JSON, Json.write(PlatformWriter.revealed(platform)))
                .json();
        records.commit(new RecordChange.Put(StoredRecord.of(KIND, platform.key(), content)));
    }

    @Override
    public void remove(String key) {
        if (Keys.isKey(key)) {
            records.commit(new RecordChange.Drop(KIND, key));
        }
    }

    private Optional<Platform> parse(StoredRecord stored) {
        Parsed known = parsed.getIfPresent(stored.key());
        if (known != null && known.stored().equals(stored)) {
            return known.platform();
        }
        Optional<Platform> platform = read(stored);
        parsed.put(stored.key(), new Parsed(stored, platform));
        return platform;
    }

    private static Optional<Platform> read(StoredRecord stored) {
        try {
            List<Platform> platforms =
                    PlatformReader.read(RecordContent.read(stored.content()).text(JSON));
            if (platforms.size() == 1 && platforms.get(0).key().equals(stored.key())) {
                return Optional.of(platforms.get(0));
            }
            report(stored, "it holds another platform");
        } catch (ConfigurationException e) {
            report(stored, e.problems().get(0).toString());
        } catch (IllegalStateException e) {
            report(stored, String.valueOf(e.getMessage())); // not its cause, which may show a part of the text
        }
        return Optional.empty();
    }

    private static void report(StoredRecord stored, String why) {
        LOG.error(
                "The stored platform {} cannot be read and is left out: {}. Fix: save it again, such as with"
                        + " --platforms FILE, or remove it",
                Excerpt.quoted(stored.key()),
                why);
    }
}
