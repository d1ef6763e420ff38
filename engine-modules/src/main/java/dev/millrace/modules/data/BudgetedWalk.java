package dev.millrace.modules.data;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingException;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import dev.millrace.module.CancellationToken;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a query access to plain values and counts it: nested scans and filters multiply, so a path of a few characters
 * can ask for more visits than there is time. Ends also when the step is told to stop. For one query.
 */
final class BudgetedWalk extends AbstractJsonProvider {
    private static final long MAX_VISITS = 5_000_000;
    private static final long VISITS_BETWEEN_LOOKS = 10_000;
    private static final int CHARACTERS_PER_VISIT = 64;
    /** What it takes to find that a text is no number. */
    private static final int VISITS_PER_READING = 20;

    private final CancellationToken cancellation;
    private final boolean comparesLists;
    private long visits;
    private long nextLook;
    /** What was compared last, perhaps with what comes now. */
    private Operand before = Operand.UNKNOWN;

    /** @param comparesLists true if filters may compare each element of one list with each of another */
    BudgetedWalk(CancellationToken cancellation, boolean comparesLists) {
        this.cancellation = cancellation;
        this.comparesLists = comparesLists;
    }

    /** The step was told to stop. */
    static final class Stopped extends JsonPathException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Object parse(String json) throws InvalidJsonException {
        throw new InvalidJsonException("queries read values, not texts");
    }

    @Override
    public Object parse(InputStream json, String charset) throws InvalidJsonException {
        throw new InvalidJsonException("queries read values, not texts");
    }

    @Override
    public String toJson(@Nullable Object value) {
        return StepJson.write(value);
    }

    @Override
    public Object createArray() {
        return new ArrayList<@Nullable Object>();
    }

    @Override
    public Object createMap() {
        return new LinkedHashMap<String, @Nullable Object>();
    }

    @Override
    public boolean isArray(@Nullable Object value) {
        visit(1);
        return super.isArray(value);
    }

    @Override
    public boolean isMap(@Nullable Object value) {
        visit(1);
        return super.isMap(value);
    }

    @Override
    public Collection<String> getPropertyKeys(Object value) {
        Collection<String> keys = super.getPropertyKeys(value);
        visit(keys.size());
        return keys;
    }

    @Override
    public Iterable<?> toIterable(Object value) {
        visit(length(value));
        return super.toIterable(value);
    }

    /** The value of a filter's operand. Lists and dictionaries are mapped next; of a text the filter makes a copy. */
    @Override
    public @Nullable Object unwrap(@Nullable Object value) {
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            before = Operand.of(value);
        }
        visitText(value);
        return value;
    }

    /** What a filter compares, counted: a list or dictionary is converted whole, each time. */
    MappingProvider compared() {
        return new Compared();
    }

    /** Values stay what they are; the library asks for a mapper all the same. */
    private final class Compared implements MappingProvider {
        @Override
        public <T> T map(Object source, Class<T> target, Configuration configuration) {
            visitAll(source);
            if (source instanceof List<?> list) {
                Operand elements = Operand.of(list);
                long comparisons = elements.size() * (comparesLists ? before.size() : 1);
                visit(comparisons * (before.isReadAsNumberOf(elements) ? VISITS_PER_READING : 1));
                before = elements;
            }
            return target.cast(source);
        }

        @Override
        public <T> T map(Object source, TypeRef<T> target, Configuration configuration) {
            throw new MappingException("results are not mapped");
        }
    }

    /** What is on one side of a comparison. */
    private record Operand(long size, boolean hasNumbers, boolean hasTexts) {
        /** Perhaps a number or a text that stands in the path itself. */
        static final Operand UNKNOWN = new Operand(0, true, true);

        static Operand of(@Nullable Object value) {
            return new Operand(1, value instanceof Number, value instanceof String);
        }

        static Operand of(List<?> elements) {
            return new Operand(
                    elements.size(),
                    elements.stream().anyMatch(Number.class::isInstance),
                    elements.stream().anyMatch(String.class::isInstance));
        }

        /** True if numbers are compared with texts, which the library reads as numbers; most cannot be, and throw. */
        boolean isReadAsNumberOf(Operand other) {
            return hasNumbers && other.hasTexts || hasTexts && other.hasNumbers;
        }
    }

    private void visitAll(@Nullable Object value) {
        visit(1);
        if (value instanceof List<?> list) {
            list.forEach(this::visitAll);
        } else if (value instanceof Map<?, ?> dictionary) {
            dictionary.values().forEach(this::visitAll);
        } else {
            visitText(value);
        }
    }

    private void visitText(@Nullable Object value) {
        if (value instanceof String text) {
            visit(text.length() / CHARACTERS_PER_VISIT);
        }
    }

    private void visit(long count) {
        visits += count;
        if (visits >= nextLook) {
            nextLook = visits + VISITS_BETWEEN_LOOKS;
            if (cancellation.isCancelled()) {
                throw new Stopped();
            }
        }
        if (visits > MAX_VISITS) {
            throw new JsonPathException("it visits more than " + MAX_VISITS
                    + " values; use fewer \"..\" and filters, or query a smaller document");
        }
    }
}
