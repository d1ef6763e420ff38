package dev.millrace.form;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Forms as records, in the shape in which they are written and read everywhere. */
final class RecordFormStore implements FormStore {
    private final RecordStore store;
    private final Records<Form> forms;

    RecordFormStore(RecordStore store) {
        this.store = store;
        this.forms = Records.of(
                store,
                "form",
                form -> RecordContent.of(form.plain()),
                content -> Form.read(content.members()).withVersion(content.whole("version")));
    }

    @Override
    public Optional<Form> find(String schemaCode) {
        return forms.find(schemaCode).map(Records.Entry::value);
    }

    @Override
    public List<Form> list() {
        return forms.list().stream()
                .map(Records.Entry::value)
                .sorted(Comparator.comparing(Form::schemaCode))
                .toList();
    }

    @Override
    public boolean replace(Optional<Form> known, Form form) {
        Optional<Records.Entry<Form>> entry = forms.find(form.schemaCode());
        if (!entry.map(Records.Entry::value).equals(known)) {
            return false;
        }
        return store.commit(entry.<RecordChange>map(found -> new RecordChange.Replace(forms.changed(found, form)))
                .orElseGet(() -> new RecordChange.Add(forms.of(form.schemaCode(), form))));
    }

    @Override
    public boolean remove(String schemaCode) {
        while (true) {
            Optional<Records.Entry<Form>> entry = forms.find(schemaCode);
            if (entry.isEmpty()) {
                return false;
            }
            if (store.commit(new RecordChange.Remove(entry.get().record()))) {
                return true;
            }
        }
    }
}
