package dev.millrace.modules.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was compiled from texts of workflows, kept while it is in use: steps meet the same pattern again and again.
 * Thread-safe.
 */
public final class Compiled<T> {
    private static final int MAX_ENTRIES = 500;

    private final Function<String, T> compiler;
    /** Made with the first text: most workflows bring none, and a cache takes long to make. */
    private volatile @Nullable LoadingCache<String, T> cache;

    private Compiled(Function<String, T> compiler) {
        this.compiler = compiler;
    }

    public static <T> Compiled<T> with(Function<String, T> compiler) {
        return new Compiled<>(compiler);
    }

    /** The compiled text; what the compiler throws passes through and is not kept. */
    public T of(String text) {
        LoadingCache<String, T> known = cache;
        return (known == null ? made() : known).get(text);
    }

    private synchronized LoadingCache<String, T> made() {
        LoadingCache<String, T> known = cache;
        if (known == null) {
            known = Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build(compiler::apply);
            cache = known;
        }
        return known;
    }
}
