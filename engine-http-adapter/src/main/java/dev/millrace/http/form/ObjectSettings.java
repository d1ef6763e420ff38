package dev.millrace.http.form;

import dev.millrace.form.BusinessObjects;
import dev.millrace.form.OpenApiController;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How business objects are offered to third parties. Immutable.
 *
 * @param objects empty for forms that end with the process
 * @param perSecond calls of one engine; 0 for any number
 * @param burst calls at once
 * @param requiresHttps refuses requests that the container does not know to be secure
 * @param tellsAuthByStatus answers a wrong identity with 401
 */
public record ObjectSettings(
        Optional<BusinessObjects> objects,
        List<Engine> engines,
        Map<Interfaces.Name, OpenApiController> controllers,
        Map<Interfaces.Name, String> workflows,
        double perSecond,
        int burst,
        boolean requiresHttps,
        boolean tellsAuthByStatus) {
    private static final double PER_SECOND = 2;
    private static final int BURST = 10;

    public static final ObjectSettings DEFAULT =
            new ObjectSettings(Optional.empty(), List.of(), Map.of(), Map.of(), PER_SECOND, BURST, false, false);

    public ObjectSettings {
        engines = List.copyOf(engines);
        controllers = Map.copyOf(controllers);
        workflows = Map.copyOf(workflows);
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "calls per second must be at least 0 and calls at once at least 1, but were " + perSecond + " and "
                            + burst);
        }
    }

    public ObjectSettings with(BusinessObjects other) {
        return new ObjectSettings(
                Optional.of(other),
                engines,
                controllers,
                workflows,
                perSecond,
                burst,
                requiresHttps,
                tellsAuthByStatus);
    }

    /** With one more engine. */
    public ObjectSettings with(Engine engine) {
        List<Engine> all = new ArrayList<>(engines);
        all.add(engine);
        return new ObjectSettings(
                objects, all, controllers, workflows, perSecond, burst, requiresHttps, tellsAuthByStatus);
    }

    public ObjectSettings with(Interfaces.Name name, OpenApiController controller) {
        Map<Interfaces.Name, OpenApiController> all = new LinkedHashMap<>(controllers);
        all.put(name, controller);
        return new ObjectSettings(objects, engines, all, workflows, perSecond, burst, requiresHttps, tellsAuthByStatus);
    }

    public ObjectSettings with(Interfaces.Name name, String workflowId) {
        Map<Interfaces.Name, String> all = new LinkedHashMap<>(workflows);
        all.put(name, workflowId);
        return new ObjectSettings(
                objects, engines, controllers, all, perSecond, burst, requiresHttps, tellsAuthByStatus);
    }

    public ObjectSettings withRate(double newPerSecond, int newBurst) {
        return new ObjectSettings(
                objects, engines, controllers, workflows, newPerSecond, newBurst, requiresHttps, tellsAuthByStatus);
    }

    public ObjectSettings withHttpsRequired() {
        return new ObjectSettings(objects, engines, controllers, workflows, perSecond, burst, true, tellsAuthByStatus);
    }

    public ObjectSettings withAuthStatus() {
        return new ObjectSettings(objects, engines, controllers, workflows, perSecond, burst, requiresHttps, true);
    }
}
