package dev.millrace.script.graal;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptError.Place;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what ended a script into an error for its author, and keeps what is none of their business for the operator. */
record Diagnosis(
        ScriptRequest request,
        @Nullable Program program,
        @Nullable ScriptError stop,
        boolean statementsUsedUp,
        Runnable engineIsBroken) {
    private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);

    /** What a rejected script gave as its reason. */
    ScriptError of(Door.Settlement settlement) {
        Map<String, String> report = texts(String.valueOf(settlement.json()));
        Trace trace = traceOf(settlement.reason());
        return new ScriptError(
                ScriptFailure.THROWN,
                report.getOrDefault("name", ""),
                report.getOrDefault("message", "the script failed without a message"),
                report.getOrDefault("code", ""),
                trace.place,
                trace.frames,
                report.getOrDefault("details", ""));
    }

    /** The texts among the members of an object; none if it is no object. */
    private Map<String, String> texts(String json) {
        Map<String, String> texts = new HashMap<>();
        try {
            if (Json.read(json, Numbers.DOUBLE) instanceof Map<?, ?> members) {
                members.forEach((name, value) -> {
                    if (value instanceof String text) {
                        texts.put(String.valueOf(name), text);
                    }
                });
            }
        } catch (JsonException e) {
            LOG.debug(
                    "Script {} has reached the door by itself, and sent no report",
                    request.script().name(),
                    e);
        }
        return texts;
    }

    ScriptError of(Throwable thrown) {
        if (thrown instanceof UnreadableScript unreadable) {
            return unreadable.error();
        }
        if (thrown instanceof PolyglotException exception) {
            return of(exception);
        }
        if (thrown instanceof OutOfMemoryError) {
            return error(ScriptFailure.MEMORY, "the script needed more memory than there is", Trace.NONE);
        }
        return internal(thrown);
    }

    private ScriptError of(PolyglotException exception) {
        Trace trace = traceOf(exception);
        if (stop != null) {
            return error(stop.failure(), stop.message(), trace);
        }
        if (statementsUsedUp) {
            return error(
                    ScriptFailure.STATEMENTS,
                    "the script ran more than " + request.limits().statements() + " statements",
                    trace);
        }
        if (exception.isSyntaxError()) {
            String message = SyntaxText.of(request.script().name(), String.valueOf(exception.getMessage()));
            return new ScriptError(ScriptFailure.SYNTAX, "SyntaxError", message, "", trace.place, List.of(), "");
        }
        if (exception.isGuestException() && !exception.isResourceExhausted()) {
            return thrown(String.valueOf(exception.getMessage()), trace);
        }
        if (exception.isResourceExhausted()) {
            return error(ScriptFailure.MEMORY, "the script needed more memory or a deeper stack than there is", trace);
        }
        return internal(exception);
    }

    private static ScriptError thrown(String message, Trace trace) {
        int colon = message.indexOf(": ");
        boolean named = colon > 0 && message.substring(0, colon).matches("[A-Za-z]{1,40}");
        return new ScriptError(
                ScriptFailure.THROWN,
                named ? message.substring(0, colon) : "",
                named ? message.substring(colon + 2) : message,
                "",
                trace.place,
                trace.frames,
                "");
    }

    private ScriptError internal(Throwable thrown) {
        LOG.error("Script {} failed inside the engine", request.script().name(), thrown);
        if (isBroken(thrown)) {
            engineIsBroken.run();
        }
        return error(ScriptFailure.UNAVAILABLE, "the script could not be run; the operator's log says why", Trace.NONE);
    }

    /** True if a class could not be initialised, which stays so until the process ends. */
    private static boolean isBroken(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        return thrown instanceof NoClassDefFoundError
                || thrown instanceof ExceptionInInitializerError
                || text.contains("NoClassDefFoundError")
                || text.contains("ExceptionInInitializerError");
    }

    private ScriptError error(ScriptFailure failure, String message, Trace trace) {
        Place place = trace.place.equals(Place.NONE) ? Place.in(request.script().name()) : trace.place;
        return new ScriptError(failure, "", message, "", place, trace.frames, "");
    }

    private record Trace(Place place, List<String> frames) {
        static final Trace NONE = new Trace(Place.NONE, List.of());
    }

    private Trace traceOf(@Nullable Value reason) {
        Place unknown = Place.in(request.script().name());
        if (reason == null || !reason.isException()) {
            return new Trace(unknown, List.of());
        }
        try {
            reason.throwException();
        } catch (PolyglotException exception) {
            return traceOf(exception);
        }
        return new Trace(unknown, List.of());
    }

    /** The frames that are the author's; the first of them is the place, or else where the language says it is. */
    private Trace traceOf(PolyglotException exception) {
        Program read = program;
        if (read == null) {
            return new Trace(Place.in(request.script().name()), List.of());
        }
        List<Place> places = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        SourceSection own = exception.getSourceLocation();
        for (StackFrame frame : exception.getPolyglotStackTrace()) {
            SourceSection section = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            if (section != null && read.holds(section)) {
                Place place = read.placeOf(section);
                places.add(place);
                frames.add(shown(frame.getRootName(), place));
            }
        }
        if (!places.isEmpty()) {
            return new Trace(places.get(0), frames);
        }
        boolean located = own != null && read.holds(own);
        return new Trace(located ? read.placeOf(own) : Place.in(request.script().name()), frames);
    }

    private static String shown(@Nullable String function, Place place) {
        String at = place.script() + ":" + place.line() + ":" + place.column();
        if (function == null || function.isEmpty() || function.startsWith(":")) {
            return at;
        }
        return LogText.escaped(function) + " (" + at + ")";
    }
}
