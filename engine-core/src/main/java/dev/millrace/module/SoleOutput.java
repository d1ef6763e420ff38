package dev.millrace.module;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One output, which may be null. Most steps give no more, after each of them it is looked through, and histories keep it by
 * the thousand: other maps make views of themselves for the one, or keep them for good. Immutable.
 */
final class SoleOutput extends AbstractMap<String, @Nullable Object> {
    private final String name;
    private final @Nullable Object value;

    SoleOutput(String name, @Nullable Object value) {
        this.name = name;
        this.value = value;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return name.equals(key);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return name.equals(key) ? value : null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
        action.accept(name, value);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Collections.singleton(new SimpleImmutableEntry<>(name, value));
    }
}
