package dev.millrace.proxy.platform;

import java.util.Set;

/**
 * Which HTTP statuses are a result.
 *
 * @param listed those accepted; empty: 200 to 299
 * @param all every status is accepted
 */
public record AcceptedStatus(Set<Integer> listed, boolean all) {
    public static final AcceptedStatus SUCCESSFUL = new AcceptedStatus(Set.of(), false);
    public static final AcceptedStatus ALL = new AcceptedStatus(Set.of(), true);

    public AcceptedStatus {
        listed = Set.copyOf(listed);
    }

    public boolean accepts(int status) {
        return all || (listed.isEmpty() ? status >= 200 && status <= 299 : listed.contains(status));
    }
}
