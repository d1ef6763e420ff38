package dev.millrace.proxy.platform;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

final class MemoryPlatformStore implements PlatformStore {
    private final ConcurrentSkipListMap<String, Platform> platforms = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Platform> find(String key) {
        return Optional.ofNullable(platforms.get(key));
    }

    @Override
    public List<Platform> all() {
        return List.copyOf(platforms.values());
    }

    @Override
    public void save(Platform platform) {
        platforms.put(platform.key(), platform);
    }

    @Override
    public void remove(String key) {
        platforms.remove(key);
    }
}
