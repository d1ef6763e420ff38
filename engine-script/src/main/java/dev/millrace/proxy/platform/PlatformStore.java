package dev.millrace.proxy.platform;

import dev.millrace.store.RecordStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps platforms. Thread-safe; a change holds for calls that start later. */
public interface PlatformStore {
    /**
     * The kind of the records of {@link #over}. Credentials may stand in them as they were given, so a store that seals
     * what is secret seals it.
     */
    String KIND = "platform";

    /** What is saved under this key; of a built-in platform, what is saved about its instances. Must answer at once. */
    Optional<Platform> find(String key);

    /** By their keys. */
    List<Platform> all();

    /** Adds it, or replaces the one of its key. */
    void save(Platform platform);

    /** Nothing happens if there is none. */
    void remove(String key);

    /** Kept until the process ends. */
    static PlatformStore inMemory() {
        return new MemoryPlatformStore();
    }

    /** As {@link #inMemory()}, with these to begin with. */
    static PlatformStore of(Collection<Platform> platforms) {
        PlatformStore store = inMemory();
        platforms.forEach(store::save);
        return store;
    }

    /**
     * Kept in one JSON file, which is made by the first change. Credentials stand in it as they were given, so it is
     * written for its owner only, where the file system can; write {@code ${secret:…}} there all the same.
     *
     * @throws ConfigurationException if the file is there and cannot be used
     */
    static PlatformStore file(Path file) throws ConfigurationException {
        return FilePlatformStore.open(file);
    }

    /**
     * Kept as records of the kind {@link #KIND}. A record is read at each call, so that what another node has saved holds
     * for the next one, and parsed again only when it has changed. One that cannot be read as a platform is left out, and
     * the log says why.
     *
     * <p>Every method throws a {@link dev.millrace.store.StoreException} if the records cannot be reached.
     */
    static PlatformStore over(RecordStore records) {
        return new RecordPlatformStore(records);
    }
}
