package dev.millrace.form;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

final class MemoryFormStore implements FormStore {
    private final TreeMap<String, Form> forms = new TreeMap<>(); // guarded by this

    @Override
    public synchronized Optional<Form> find(String schemaCode) {
        return Optional.ofNullable(forms.get(schemaCode));
    }

    @Override
    public synchronized List<Form> list() {
        return List.copyOf(forms.values());
    }

    @Override
    public synchronized boolean replace(Optional<Form> known, Form form) {
        if (!Optional.ofNullable(forms.get(form.schemaCode())).equals(known)) {
            return false;
        }
        forms.put(form.schemaCode(), form);
        return true;
    }

    @Override
    public synchronized boolean remove(String schemaCode) {
        return forms.remove(schemaCode) != null;
    }
}
