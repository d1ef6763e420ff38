package dev.millrace.http.form;

import dev.millrace.form.BusinessObjects;
import dev.millrace.form.OpenApiController;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How business objects are offered to third parties. Immutable; the {@code with…} methods return changed copies. */
public final class ObjectSettings {
    public static final ObjectSettings DEFAULT = new ObjectSettings(new Draft());

    private final Draft values;

    /** The values under change; never changed once they are in settings. */
    private static final class Draft implements Cloneable {
        /** Empty for forms that end with the process. */
        Optional<BusinessObjects> objects = Optional.empty();

        List<Engine> engines = List.of();
        Map<Interfaces.Name, OpenApiController> controllers = Map.of();
        Map<Interfaces.Name, String> workflows = Map.of();
        double perSecond = 2;
        int burst = 10;
        boolean requiresHttps;
        boolean tellsAuthByStatus;

        Draft copy() {
            try {
                return (Draft) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ObjectSettings(Draft values) {
        this.values = values;
    }

    /** A copy with one thing changed. */
    private ObjectSettings with(Consumer<Draft> change) {
        Draft draft = values.copy();
        change.accept(draft);
        return new ObjectSettings(draft);
    }

    public ObjectSettings withObjects(BusinessObjects objects) {
        return with(draft -> draft.objects = Optional.of(objects));
    }

    /** With one more engine. */
    public ObjectSettings withEngine(Engine engine) {
        return with(draft -> draft.engines = and(draft.engines, engine));
    }

    /** With one more interface that the host answers. */
    public ObjectSettings withController(Interfaces.Name name, OpenApiController controller) {
        return with(draft -> draft.controllers = and(draft.controllers, name, controller));
    }

    /** With one more interface that a workflow answers. */
    public ObjectSettings withWorkflow(Interfaces.Name name, String workflowId) {
        return with(draft -> draft.workflows = and(draft.workflows, name, workflowId));
    }

    /**
     * Calls of one engine.
     *
     * @param perSecond 0 for any number
     * @param burst at once, at least 1
     */
    public ObjectSettings withRate(double perSecond, int burst) {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "calls per second must be at least 0 and calls at once at least 1, but were " + perSecond + " and "
                            + burst);
        }
        return with(draft -> {
            draft.perSecond = perSecond;
            draft.burst = burst;
        });
    }

    /** Refuses requests that the container does not know to be secure. */
    public ObjectSettings withHttpsRequired() {
        return with(draft -> draft.requiresHttps = true);
    }

    /** Answers a wrong identity with 401. */
    public ObjectSettings withAuthStatus() {
        return with(draft -> draft.tellsAuthByStatus = true);
    }

    private static <T> List<T> and(List<T> some, T other) {
        List<T> all = new ArrayList<>(some);
        all.add(other);
        return List.copyOf(all);
    }

    private static <T> Map<Interfaces.Name, T> and(Map<Interfaces.Name, T> some, Interfaces.Name name, T other) {
        Map<Interfaces.Name, T> all = new LinkedHashMap<>(some);
        all.put(name, other);
        return Map.copyOf(all);
    }

    public Optional<BusinessObjects> objects() {
        return values.objects;
    }

    List<Engine> engines() {
        return values.engines;
    }

    Map<Interfaces.Name, OpenApiController> controllers() {
        return values.controllers;
    }

    Map<Interfaces.Name, String> workflows() {
        return values.workflows;
    }

    double perSecond() {
        return values.perSecond;
    }

    int burst() {
        return values.burst;
    }

    boolean requiresHttps() {
        return values.requiresHttps;
    }

    boolean tellsAuthByStatus() {
        return values.tellsAuthByStatus;
    }
}
