package dev.millrace.http.editor.workflow;

import dev.millrace.http.exchange.Query;
import dev.millrace.workflow.Workflow;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which workflows a list shows, in which order (document 001). Immutable.
 *
 * @param search in lower case; empty for all
 * @param folderId {@code null} as a text for those in no folder
 * @param tags with one of these; all if it is empty
 * @param limit from 0; a request for more than 1,000 gets 1,000, and the reply's {@code limit} says so
 * @param offset from 0
 */
record ListQuery(
        String search,
        Optional<String> folderId,
        Set<String> tags,
        boolean includeDisabled,
        Comparator<Workflow> order,
        int limit,
        int offset) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private static final String NO_FOLDER = "null";

    static ListQuery of(Query query) {
        return new ListQuery(
                query.text("search").orElse("").toLowerCase(Locale.ROOT),
                query.text("folderId"),
                query.text("tags").map(ListQuery::tags).orElse(Set.of()),
                query.truth("includeDisabled", true),
                order(query),
                Math.min(query.whole("limit", 0, Integer.MAX_VALUE, DEFAULT_LIMIT), MAX_LIMIT),
                query.whole("offset", 0, Integer.MAX_VALUE, 0));
    }

    private static Set<String> tags(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Comparator<Workflow> order(Query query) {
        Comparator<Workflow> ascending = switch (query.option("sortBy", List.of("order", "name", "modifiedAt"))) {
            case "name" ->
                Comparator.comparing(Workflow::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Workflow::name);
            case "modifiedAt" -> Comparator.comparing(Workflow::modifiedAt);
            default -> Comparator.comparingInt(Workflow::order);
        };
        boolean descending = query.option("order", List.of("asc", "desc")).equals("desc");
        return descending ? ascending.reversed() : ascending;
    }

    /** Those that suit, in order; equals stay in the order in which they were created. */
    List<Workflow> select(List<Workflow> all) {
        return all.stream().filter(this::suits).sorted(order).toList();
    }

    List<Workflow> page(List<Workflow> selected) {
        return selected.stream().skip(offset).limit(limit).toList();
    }

    private boolean suits(Workflow workflow) {
        return (includeDisabled || workflow.enabled())
                && (folderId.isEmpty()
                        || folderId.get().equals(workflow.folderId().orElse(NO_FOLDER)))
                && (tags.isEmpty() || workflow.about().tags().stream().anyMatch(tags::contains))
                && (search.isEmpty() || isFound(workflow));
    }

    private boolean isFound(Workflow workflow) {
        return workflow.name().toLowerCase(Locale.ROOT).contains(search)
                || workflow.about().description().toLowerCase(Locale.ROOT).contains(search);
    }
}
