package dev.millrace.http.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryApplicationStore implements ApplicationStore {
    private final Map<String, Application> byId = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Application> byAppId = new ConcurrentHashMap<>();

    @Override
    public synchronized Optional<Application> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Application> findByAppId(String appId) {
        return Optional.ofNullable(byAppId.get(appId));
    }

    @Override
    public synchronized List<Application> all() {
        return new ArrayList<>(byId.values());
    }

    @Override
    public synchronized void put(Application application) {
        String appId = application.apiServer().appId();
        Application other = byAppId.get(appId);
        if (other != null && !other.id().equals(application.id())) {
            throw new IllegalStateException("two applications would have the appId " + appId);
        }
        Application before = byId.put(application.id(), application);
        byAppId.put(appId, application);
        if (before != null && !before.apiServer().appId().equals(appId)) {
            byAppId.remove(before.apiServer().appId());
        }
    }

    @Override
    public synchronized boolean remove(String id) {
        Application removed = byId.remove(id);
        if (removed != null) {
            byAppId.remove(removed.apiServer().appId());
        }
        return removed != null;
    }
}
