package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code params} of one api. */
final class ParameterReader {
    private ParameterReader() {}

    static List<Parameter> readAll(Members api) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Members members : api.objects("params")) {
            Parameter parameter = read(members);
            if (!seen.add(parameter.in() + " " + parameter.name())) {
                members.problem("name", Excerpt.quoted(parameter.name()) + " is declared twice", "remove one of them");
            }
            parameters.add(parameter);
        }
        long inBody = parameters.stream()
                .filter(parameter -> parameter.in() == Place.BODY)
                .count();
        if (inBody > 1 && parameters.stream().anyMatch(Parameter::isWholeBody)) {
            api.problem("params", "declare the whole body (*) and parts of it", "declare either * or the parts");
        }
        return parameters;
    }

    private static Parameter read(Members members) {
        String name = members.requiredText("name", "id");
        if (!members.has("in")) {
            members.problem("in", "is missing", "write path, query, header or body");
        }
        Place in = members.option("in", Place.class, Place.QUERY);
        if (in == Place.HEADER) {
            HeaderName.check(members, "name", name);
        }
        Optional<Parameter.Fallback> fallback = members.isWritten("default")
                ? Optional.of(new Parameter.Fallback(members.value("default")))
                : Optional.empty();
        Parameter parameter = new Parameter(
                name,
                in,
                members.option("type", ParameterType.class, ParameterType.ANY),
                members.truth("required", in == Place.PATH),
                fallback);
        members.refuseMisspelled();
        return parameter;
    }
}
