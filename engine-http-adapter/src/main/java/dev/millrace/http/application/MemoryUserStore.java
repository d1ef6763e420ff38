package dev.millrace.http.application;

import dev.millrace.http.access.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The users that the settings name. Immutable. */
final class MemoryUserStore implements UserStore {
    static final MemoryUserStore EMPTY = new MemoryUserStore(Map.of());

    private static final Secret NOBODYS = Secret.of("");

    private final Map<String, Account> accounts;

    private record Account(User user, Secret password) {}

    private MemoryUserStore(Map<String, Account> accounts) {
        this.accounts = accounts;
    }

    MemoryUserStore with(User user, String password) {
        Map<String, Account> more = new LinkedHashMap<>(accounts);
        more.put(user.name(), new Account(user, Secret.of(password)));
        return new MemoryUserStore(more);
    }

    @Override
    public Optional<User> authenticate(String name, String password) {
        Account account = accounts.get(name);
        boolean matches = (account == null ? NOBODYS : account.password()).matches(password);
        return account != null && matches ? Optional.of(account.user()) : Optional.empty();
    }

    @Override
    public Optional<User> find(String id) {
        return accounts.values().stream()
                .map(Account::user)
                .filter(user -> user.id().equals(id))
                .findFirst();
    }

    @Override
    public boolean isTaken(String name) {
        return accounts.containsKey(name);
    }
}
