package dev.millrace.launcher;

import dev.millrace.egress.EgressPolicy;
import java.util.List;

/** What {@code --allow-host} permits beside public addresses. */
final class AllowedHosts {
    private AllowedHosts() {}

    static EgressPolicy policy(List<String> targets) throws UnusableInputException {
        EgressPolicy.Builder policy = EgressPolicy.builder();
        for (String target : targets) {
            try {
                policy.allow(target);
            } catch (IllegalArgumentException e) {
                throw new UnusableInputException(
                        "--allow-host gives " + e.getMessage(), "name the target, such as --allow-host localhost:8080");
            }
        }
        return policy.build();
    }
}
