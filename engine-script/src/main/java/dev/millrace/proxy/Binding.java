package dev.millrace.proxy;

import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.Parameter;
import dev.millrace.proxy.platform.Place;
import dev.millrace.proxy.platform.Template;
import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the arguments of one call into the places of its parameters (spec script-proxy 2 and 5.5). */
final class Binding {
    private final Api api;
    private final CallSite site;
    private final Secrets secrets;
    private final Conversion conversion;

    Binding(Target target, Secrets secrets) {
        this.api = target.api();
        this.site = target.site();
        this.secrets = secrets;
        this.conversion = new Conversion(site);
    }

    /** @throws ProxyError if an argument is missing, is one too many or is of the wrong kind */
    Bound bind(Arguments arguments) {
        Arguments.Parts parts =
                arguments instanceof Arguments.Direct direct ? named(direct) : (Arguments.Parts) arguments;
        return bind(parts);
    }

    private Arguments.Parts named(Arguments.Direct direct) {
        List<Parameter> order = api.arguments();
        Map<Place, Map<String, @Nullable Object>> places = new LinkedHashMap<>();
        Arguments.Body whole = null;
        for (Map.Entry<Integer, @Nullable Object> argument : direct.byPosition().entrySet()) {
            int position = argument.getKey();
            if (position >= order.size()) {
                throw site.error(
                        ErrorCode.TOO_MANY_ARGUMENTS,
                        "there are at least " + (position + 1) + " arguments, but only " + order.size() + " parameters"
                                + names(order));
            }
            Parameter parameter = order.get(position);
            if (parameter.isWholeBody()) {
                whole = new Arguments.Body(argument.getValue());
            } else {
                places.computeIfAbsent(parameter.in(), place -> new LinkedHashMap<>())
                        .put(parameter.name(), argument.getValue());
            }
        }
        Map<String, @Nullable Object> body = places.get(Place.BODY);
        return new Arguments.Parts(
                places.getOrDefault(Place.PATH, Map.of()),
                places.getOrDefault(Place.QUERY, Map.of()),
                places.getOrDefault(Place.HEADER, Map.of()),
                Optional.ofNullable(body == null ? whole : new Arguments.Body(body)));
    }

    private static String names(List<Parameter> parameters) {
        List<String> names = parameters.stream().map(Parameter::name).limit(10).toList();
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    private Bound bind(Arguments.Parts parts) {
        for (String name : parts.path().keySet()) {
            if (!api.hasParameter(Place.PATH, name)) {
                throw site.error(
                        ErrorCode.INVALID_ARGUMENT,
                        "the path has no parameter " + Excerpt.quoted(name) + "; it is "
                                + api.path().source());
            }
        }
        return new Bound(
                path(parts.path()),
                place(Place.QUERY, parts.query()),
                place(Place.HEADER, parts.header()),
                body(parts.body().orElse(null)));
    }

    private Map<String, Object> path(Map<String, @Nullable Object> given) {
        Map<String, Object> path = new LinkedHashMap<>();
        for (Parameter parameter : api.parameters(Place.PATH)) {
            Object value = value(parameter, given);
            if (value == null) {
                throw missing(parameter);
            }
            path.put(parameter.name(), value);
        }
        return path;
    }

    /** Declared parameters first, then what is passed on; null is left out. */
    private Map<String, Object> place(Place place, Map<String, @Nullable Object> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : api.parameters(place)) {
            Object value = value(parameter, given);
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        given.forEach((name, value) -> {
            Object plain = api.hasParameter(place, name) ? null : conversion.plain(name, value);
            if (plain != null) {
                values.put(name, plain);
            }
        });
        return values;
    }

    /** The argument, or the default, or null. */
    private @Nullable Object value(Parameter parameter, Map<String, @Nullable Object> given) {
        if (given.containsKey(parameter.name())) {
            return conversion.of(parameter, given.get(parameter.name()));
        }
        if (parameter.fallback().isPresent()) {
            return conversion.of(parameter, filled(parameter.fallback().get().value()));
        }
        if (parameter.required()) {
            throw missing(parameter);
        }
        return null;
    }

    private ProxyError missing(Parameter parameter) {
        return site.error(
                ErrorCode.MISSING_PARAMETER,
                "parameter " + Excerpt.quoted(parameter.name()) + " of the "
                        + parameter.in().name().toLowerCase(Locale.ROOT) + " is missing; give it a value");
    }

    /** A default with its placeholders filled in. Its depth is bounded by the reader of the configuration. */
    private @Nullable Object filled(@Nullable Object value) {
        if (value instanceof String text) {
            return Template.of(text).render(secrets);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(filled(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, element) -> copy.put(String.valueOf(name), filled(element)));
            return copy;
        }
        return value;
    }

    private Arguments.@Nullable Body body(Arguments.@Nullable Body given) {
        if (given != null && !api.method().hasBody()) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT, "a body cannot be sent with " + api.method() + "; use the query");
        }
        List<Parameter> parameters = api.parameters(Place.BODY);
        if (!parameters.isEmpty() && parameters.get(0).isWholeBody()) {
            return wholeBody(parameters.get(0), given);
        }
        Object value = given == null ? null : conversion.plain("body", given.value());
        if (given != null && !(value instanceof Map)) {
            return new Arguments.Body(value);
        }
        Map<String, @Nullable Object> members = members(parameters, value instanceof Map<?, ?> map ? map : Map.of());
        return given == null && members.isEmpty() ? null : new Arguments.Body(members);
    }

    private Arguments.@Nullable Body wholeBody(Parameter parameter, Arguments.@Nullable Body given) {
        if (given != null) {
            return new Arguments.Body(conversion.of(parameter, given.value()));
        }
        if (parameter.fallback().isEmpty() && parameter.required()) {
            throw missing(parameter);
        }
        return parameter
                .fallback()
                .map(fallback -> new Arguments.Body(conversion.of(parameter, filled(fallback.value()))))
                .orElse(null);
    }

    private Map<String, @Nullable Object> members(List<Parameter> parameters, Map<?, ?> given) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        given.forEach((name, value) -> plain.put(String.valueOf(name), value));
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Object value = value(parameter, plain);
            if (value != null
                    || plain.containsKey(parameter.name())
                    || parameter.fallback().isPresent()) {
                members.put(parameter.name(), value);
            }
        }
        plain.forEach(members::putIfAbsent);
        return Collections.unmodifiableMap(members);
    }
}
