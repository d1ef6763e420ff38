package dev.millrace.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

final class ListedDirectory implements Directory {
    private final Map<String, User> byId;
    private final Map<String, User> byLogin;
    private final Map<String, Department> departments;

    ListedDirectory(List<User> users, List<Department> departments) {
        this.byId = users.stream().collect(Collectors.toMap(User::id, Function.identity()));
        this.byLogin = users.stream().collect(Collectors.toMap(User::login, Function.identity()));
        this.departments = departments.stream().collect(Collectors.toMap(Department::id, Function.identity()));
    }

    @Override
    public Optional<User> user(String idOrLogin) {
        User user = byId.get(idOrLogin);
        return Optional.ofNullable(user == null ? byLogin.get(idOrLogin) : user);
    }

    @Override
    public Optional<Department> department(String id) {
        return Optional.ofNullable(departments.get(id));
    }
}
