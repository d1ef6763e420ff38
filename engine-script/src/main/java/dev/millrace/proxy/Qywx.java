package dev.millrace.proxy;

import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of WeCom: what its interfaces are given, as what its server wants (spec script-proxy 7). */
final class Qywx {
    private static final Set<String> OPTIONS = Set.of(
            "toparty",
            "totag",
            "safe",
            "agentid",
            "enable_duplicate_check",
            "duplicate_check_interval",
            "enable_id_trans");
    private static final Set<String> PARAMETERS = Set.of("touser", "content", "card", "options");
    private static final List<String> CARD = List.of("title", "description", "url", "btntxt");
    private static final int MAX_USERS = 1_000;
    private static final int MAX_GROUPS = 100;
    private static final int MAX_BYTES = 2_048;

    private final Target target;
    private final CallSite site;
    private final Secrets secrets;
    private final CallContext context;

    private Qywx(Target target, Secrets secrets, CallContext context) {
        this.target = target;
        this.site = target.site();
        this.secrets = secrets;
        this.context = context;
    }

    /** The same arguments, those of a message of WeCom composed. */
    static Bound composed(Bound bound, Target target, Secrets secrets, CallContext context) {
        if (!target.platform().builtIn() || !target.api().key().startsWith("send_")) {
            return bound;
        }
        Object body = bound.body() == null ? null : bound.body().value();
        Map<?, ?> given = body instanceof Map<?, ?> members ? members : Map.of();
        Map<String, @Nullable Object> message = new Qywx(target, secrets, context).message(given);
        return new Bound(bound.path(), bound.query(), bound.header(), new Arguments.Body(message));
    }

    /** A warning about an answer that is a success for some receivers only; empty if it is one for all. */
    static Optional<String> warning(Target target, @Nullable Object answer) {
        boolean isMessage = target.platform().builtIn() && target.api().key().startsWith("send_");
        if (!isMessage || !(answer instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        List<String> invalid = new ArrayList<>();
        for (String kind : List.of("invaliduser", "invalidparty", "invalidtag")) {
            if (members.get(kind) instanceof String names && !names.isEmpty()) {
                invalid.add(kind + " " + Excerpt.of(names));
            }
        }
        return invalid.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "proxy " + target.site().name() + " did not reach everybody: " + String.join(", ", invalid));
    }

    private Map<String, @Nullable Object> message(Map<?, ?> given) {
        Map<String, @Nullable Object> options = options(given);
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        receivers(message, given.get("touser"), options);
        switch (target.api().key()) {
            case "send_markdown_message" -> content(message, "markdown", given.get("content"));
            case "send_text_card_message" -> card(message, given.get("card"));
            default -> content(message, "text", given.get("content"));
        }
        message.put("agentid", agent(options.get("agentid")));
        message.put("safe", 0L);
        message.put("enable_duplicate_check", context.mayRepeat() ? 1L : 0L);
        options.forEach((name, value) -> option(message, name, value));
        return message;
    }

    /** Those of the argument {@code options}, and what a chain call has put beside it. */
    private static Map<String, @Nullable Object> options(Map<?, ?> given) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        if (given.get("options") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> options.put(String.valueOf(name), value));
        }
        given.forEach((name, value) -> {
            if (!PARAMETERS.contains(String.valueOf(name))) {
                options.put(String.valueOf(name), value);
            }
        });
        return options;
    }

    private void receivers(
            Map<String, @Nullable Object> message, @Nullable Object touser, Map<String, @Nullable Object> options) {
        String users = joined("touser", touser, MAX_USERS);
        String parties = joined("toparty", options.get("toparty"), MAX_GROUPS);
        String tags = joined("totag", options.get("totag"), MAX_GROUPS);
        if (users.isEmpty() && parties.isEmpty() && tags.isEmpty()) {
            throw site.error(
                    ErrorCode.MISSING_PARAMETER, "touser is blank; give a user id, a list of them or \"@all\"");
        }
        put(message, "touser", users);
        put(message, "toparty", parties);
        put(message, "totag", tags);
    }

    private static void put(Map<String, @Nullable Object> message, String name, String value) {
        if (!value.isEmpty()) {
            message.put(name, value);
        }
    }

    /** Ids joined with a bar. */
    private String joined(String name, @Nullable Object value, int most) {
        List<String> ids = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
            if (!Conversion.isScalar(element)) {
                throw site.error(
                        ErrorCode.INVALID_ARGUMENT,
                        name + " must be a text or a list of texts, but holds " + Excerpt.quoted(element));
            }
            for (String id : TextForm.of(element).split("\\|", -1)) {
                if (!id.isBlank()) {
                    ids.add(id.strip());
                }
            }
        }
        if (ids.size() > most) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, name + " has " + ids.size() + " receivers, more than " + most);
        }
        return String.join("|", ids);
    }

    private void content(Map<String, @Nullable Object> message, String kind, @Nullable Object value) {
        String content = value instanceof String text ? text : "";
        if (content.isBlank()) {
            throw site.error(ErrorCode.MISSING_PARAMETER, "content is blank; give the text to send");
        }
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    "content has " + bytes + " bytes, more than " + MAX_BYTES + "; shorten it or send several");
        }
        message.put("msgtype", kind);
        message.put(kind, Map.of("content", content));
    }

    private void card(Map<String, @Nullable Object> message, @Nullable Object value) {
        Map<?, ?> given = value instanceof Map<?, ?> map ? map : Map.of();
        Map<String, @Nullable Object> card = new LinkedHashMap<>();
        for (String member : CARD) {
            String text = given.get(member) instanceof String written ? written : "";
            if (text.isBlank() && !member.equals("btntxt")) {
                throw site.error(ErrorCode.MISSING_PARAMETER, "the card has no " + member + "; give it one");
            }
            put(card, member, text);
        }
        message.put("msgtype", "textcard");
        message.put("textcard", card);
    }

    private Object agent(@Nullable Object given) {
        Object id = given == null ? secrets.credential("agentid") : given;
        String text = TextForm.of(id);
        return text.matches("[0-9]{1,15}") ? (Object) Long.valueOf(text) : text;
    }

    private void option(Map<String, @Nullable Object> message, String name, @Nullable Object value) {
        if (!OPTIONS.contains(name)) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    "option " + Excerpt.quoted(name) + " is not known; there are "
                            + String.join(", ", OPTIONS.stream().sorted().toList()));
        }
        if (value != null && (isFlag(name) || !message.containsKey(name))) {
            message.put(name, value);
        }
    }

    private static boolean isFlag(String name) {
        return name.equals("safe") || name.equals("enable_duplicate_check");
    }
}
