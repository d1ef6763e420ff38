package dev.millrace.script.graal;

import dev.millrace.json.ScriptNumbers;
import dev.millrace.json.Sides;
import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.value.TextForm;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * Lists and dictionaries of the host as a script reads them without a copy: members only, in the host's order, nothing to
 * write, no method. The language turns the two exceptions they throw into a {@code TypeError} of its own and {@code
 * undefined}.
 */
abstract class ReadOnlyView {
    /** A view of a list or dictionary; other values as a script holds them. */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return new Members(members);
        }
        if (value instanceof List<?> elements) {
            return new Elements(elements);
        }
        if (value instanceof Coordinate point) {
            return new Members(Sides.of(point));
        }
        if (value instanceof CoordinateRegion region) {
            return new Members(Sides.of(region));
        }
        if (value instanceof Number number) {
            return ScriptNumbers.of(number);
        }
        return value == null || value instanceof Boolean ? value : TextForm.of(value);
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException();
    }

    /** What messages of the language show of it: never a class of the host. */
    @Override
    public final String toString() {
        return "[object Object]";
    }

    private static final class Members extends ReadOnlyView implements ProxyObject {
        private final Map<?, ?> members;

        Members(Map<?, ?> members) {
            this.members = members;
        }

        @Override
        public @Nullable Object getMember(String key) {
            return of(members.get(key));
        }

        @Override
        public Object getMemberKeys() {
            return new Elements(List.copyOf(members.keySet()));
        }

        @Override
        public boolean hasMember(String key) {
            return members.containsKey(key);
        }

        @Override
        public void putMember(String key, Value value) {
            throw readOnly();
        }
    }

    private static final class Elements extends ReadOnlyView implements ProxyArray {
        private final List<?> elements;

        Elements(List<?> elements) {
            this.elements = elements;
        }

        @Override
        public @Nullable Object get(long index) {
            if (index < 0 || index >= elements.size()) {
                throw new ArrayIndexOutOfBoundsException(); // the language makes undefined of it
            }
            return of(elements.get((int) index));
        }

        @Override
        public void set(long index, Value value) {
            throw readOnly();
        }

        @Override
        public long getSize() {
            return elements.size();
        }
    }
}
