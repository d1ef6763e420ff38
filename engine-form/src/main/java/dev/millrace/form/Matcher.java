package dev.millrace.form;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which objects are meant: a tree of conditions (spec section 6). */
final class Matcher {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_ITEMS = 100;

    private final Form form;
    private final Values values;
    private int items;

    private Matcher(Form form, Values values) {
        this.form = form;
        this.values = values;
    }

    /** @throws ObjectException if it is no matcher, or names what the form does not have */
    static Predicate<BusinessObject> read(@Nullable Object written, Form form, Values values) {
        if (written == null) {
            return object -> true;
        }
        return new Matcher(form, values).node(written, 1);
    }

    private Predicate<BusinessObject> node(@Nullable Object written, int depth) {
        if (!(written instanceof Map<?, ?> node)) {
            throw invalid("a matcher must be an object with Type And, Or or Item");
        }
        if (depth > MAX_DEPTH) {
            throw invalid("matchers must not be deeper than " + MAX_DEPTH);
        }
        String type = String.valueOf(node.get("Type"));
        if (type.equalsIgnoreCase("Item")) {
            return item(node);
        }
        boolean isAnd = type.equalsIgnoreCase("And");
        if (!isAnd && !type.equalsIgnoreCase("Or")) {
            throw invalid("a matcher needs the Type And, Or or Item, but has " + type);
        }
        return isAnd ? and(children(node), depth) : or(children(node), depth);
    }

    private static List<?> children(Map<?, ?> node) {
        Object children = node.get("Matchers");
        if (children == null) {
            return List.of();
        }
        if (children instanceof List<?> list) {
            return list;
        }
        throw invalid("Matchers must be a list");
    }

    private Predicate<BusinessObject> and(List<?> children, int depth) {
        Predicate<BusinessObject> all = object -> true;
        for (Object child : children) {
            all = all.and(node(child, depth + 1));
        }
        return all;
    }

    private Predicate<BusinessObject> or(List<?> children, int depth) {
        if (children.isEmpty()) {
            return object -> depth == 1;
        }
        Predicate<BusinessObject> any = object -> false;
        for (Object child : children) {
            any = any.or(node(child, depth + 1));
        }
        return any;
    }

    private Predicate<BusinessObject> item(Map<?, ?> node) {
        items++;
        if (items > MAX_ITEMS) {
            throw invalid("at most " + MAX_ITEMS + " items are allowed");
        }
        if (!(node.get("Name") instanceof String name) || name.isBlank()) {
            throw invalid("an Item needs the Name of a property");
        }
        Field field = Field.of(form, name);
        Predicate<@Nullable Object> test = Operator.of(node.get("Operator")).against(field, node.get("Value"), values);
        return object -> test.test(field.of(object));
    }

    static ObjectException invalid(String message) {
        return new ObjectException(ObjectError.INVALID_MATCHER, message);
    }
}
