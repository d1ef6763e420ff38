package dev.millrace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the most useful of what it is given. What it keeps it in is made when the first value comes, because that takes
 * longer than a short workflow and most engines of a command line never need it. Thread-safe.
 */
final class LateCache<V> {
    private final int maxEntries;
    private volatile @Nullable Cache<String, V> entries;

    LateCache(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    @Nullable
    V find(String key) {
        Cache<String, V> known = entries;
        return known == null ? null : known.getIfPresent(key);
    }

    V get(String key, Supplier<V> otherwise) {
        return entries().get(key, unused -> otherwise.get());
    }

    private Cache<String, V> entries() {
        Cache<String, V> known = entries;
        return known == null ? made() : known;
    }

    private synchronized Cache<String, V> made() {
        Cache<String, V> known = entries;
        if (known == null) {
            known = Caffeine.newBuilder().maximumSize(maxEntries).build();
            entries = known;
        }
        return known;
    }
}
