package dev.millrace.modules.data;

import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives a query access to plain values and counts it: nested scans and filters multiply, so a path of a few characters
 * can ask for more visits than there is time. For one query.
 */
final class BudgetedWalk extends AbstractJsonProvider {
    private static final long MAX_VISITS = 5_000_000;

    private long visits;

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
        return Json.write(value, Json.Layout.COMPACT);
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

    private void visit(int count) {
        visits += count;
        if (visits > MAX_VISITS) {
            throw new JsonPathException("it visits more than " + MAX_VISITS
                    + " values; use fewer \"..\" and filters, or query a smaller document");
        }
    }
}
