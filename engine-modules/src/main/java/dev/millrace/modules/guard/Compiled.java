package dev.millrace.modules.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;

/**
 * What was compiled from texts of workflows, kept while it is in use: steps meet the same pattern again and again.
 * Thread-safe.
 */
public final class Compiled<T> {
    private static final int MAX_ENTRIES = 500;

    private final LoadingCache<String, T> cache;

    private Compiled(Function<String, T> compiler) {
        cache = Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build(compiler::apply);
    }

    public static <T> Compiled<T> with(Function<String, T> compiler) {
        return new Compiled<>(compiler);
    }

    /** The compiled text; what the compiler throws passes through and is not kept. */
    public T of(String text) {
        return cache.get(text);
    }
}
