package dev.millrace.http.application;

import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A query for rows, from a body or from query parameters (spec application-api 1). Immutable. */
final class Listing {
    private static final int PAGE_SIZE = 25;
    private static final int MAX_PAGE_SIZE = 1_000;
    private static final int MAX_INDEXED = 20;

    private final boolean isPaged;
    private final int pageIndex;
    private final int pageSize;
    private final Predicate<Map<String, @Nullable Object>> filter;
    private final Comparator<Map<String, @Nullable Object>> order;
    private final Set<String> includes;
    private final Set<String> excludes;

    /** @param columns those that rows can have */
    private Listing(Map<String, @Nullable Object> written, Set<String> columns) {
        if (written.get("where") != null) {
            throw Term.wrong("where is not supported");
        }
        Fields fields = Fields.of(written);
        this.isPaged = written.get("paging") == null || fields.truth("paging");
        this.pageIndex = (int) fields.whole("pageIndex", 0, Integer.MAX_VALUE, 0);
        this.pageSize = (int) fields.whole("pageSize", 1, MAX_PAGE_SIZE, PAGE_SIZE);
        this.includes = Set.copyOf(fields.words("includes"));
        this.excludes = Set.copyOf(fields.words("excludes"));
        fields.check();
        this.filter = Term.all(written.get("terms"), columns);
        this.order = order(written.get("sorts"), columns);
    }

    /** The query in the parameters of a GET, or in the body. */
    static Listing of(Request request, Set<String> columns) {
        boolean hasBody = !request.servlet().getMethod().equals("GET");
        return new Listing(
                hasBody ? request.optionalBody(Refusal.BAD_REQUEST).fields() : written(request.query()), columns);
    }

    private static Map<String, @Nullable Object> written(Query query) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        query.text("where").ifPresent(text -> written.put("where", text));
        written.put("paging", query.truth("paging", true));
        query.whole("pageIndex", 0, Integer.MAX_VALUE).ifPresent(number -> written.put("pageIndex", number));
        query.whole("pageSize", 1, MAX_PAGE_SIZE).ifPresent(number -> written.put("pageSize", number));
        for (String name : List.of("includes", "excludes")) {
            query.text(name).ifPresent(text -> written.put(name, List.of(text.split(","))));
        }
        written.put("terms", indexed("terms", List.of("column", "termType", "value", "type"), query));
        written.put("sorts", indexed("sorts", List.of("name", "order"), query));
        return written;
    }

    /** {@code terms[0].column=name} and so on. */
    private static List<Map<String, @Nullable Object>> indexed(String list, List<String> members, Query query) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (int i = 0; i < MAX_INDEXED; i++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            for (String member : members) {
                query.text(list + "[" + i + "]." + member).ifPresent(text -> one.put(member, text));
            }
            if (one.isEmpty()) {
                break;
            }
            all.add(one);
        }
        return all;
    }

    private static Comparator<Map<String, @Nullable Object>> order(@Nullable Object sorts, Set<String> columns) {
        Comparator<Map<String, @Nullable Object>> order = Comparator.comparing(row -> 0);
        if (sorts == null) {
            return order;
        }
        if (!(sorts instanceof List<?> list)) {
            throw Term.wrong("sorts must be an array of objects with name and order");
        }
        for (Object sort : list) {
            if (!(sort instanceof Map<?, ?> map) || !columns.contains(String.valueOf(map.get("name")))) {
                throw Term.wrong("unknown column in sorts, must be one of " + String.join(", ", columns));
            }
            String name = String.valueOf(map.get("name"));
            Object direction = map.get("order");
            if (direction != null && !direction.equals("asc") && !direction.equals("desc")) {
                throw Term.wrong("order must be asc or desc");
            }
            Comparator<Map<String, @Nullable Object>> next = (a, b) -> Term.compare(a.get(name), b.get(name));
            order = order.thenComparing("desc".equals(direction) ? next.reversed() : next);
        }
        return order;
    }

    /** What the API answers: a page with the number of all. */
    Map<String, @Nullable Object> page(List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> found = select(rows);
        int size = isPaged ? pageSize : MAX_PAGE_SIZE;
        int index = isPaged ? pageIndex : 0;
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("pageIndex", index);
        page.put("pageSize", size);
        page.put("total", found.size());
        page.put(
                "data",
                found.stream()
                        .skip((long) index * size)
                        .limit(size)
                        .map(this::cut)
                        .toList());
        return page;
    }

    /** All that were found, up to the largest page. */
    List<Map<String, @Nullable Object>> all(List<Map<String, @Nullable Object>> rows) {
        return select(rows).stream().limit(MAX_PAGE_SIZE).map(this::cut).toList();
    }

    private List<Map<String, @Nullable Object>> select(List<Map<String, @Nullable Object>> rows) {
        return rows.stream().filter(filter).sorted(order).toList();
    }

    private Map<String, @Nullable Object> cut(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> cut = new LinkedHashMap<>(row);
        cut.keySet().removeIf(name -> !includes.isEmpty() && !includes.contains(name) || excludes.contains(name));
        return cut;
    }
}
