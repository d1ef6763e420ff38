package dev.millrace.http.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.application.ApplicationStore.Outcome;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What is stored of applications and roles comes back as it went. */
class RecordFormsTest {
    private static Application application(String name, List<String> orgs, Optional<Set<String>> operations) {
        ApiServer server = new ApiServer(
                "app-1",
                "sealed",
                SignatureMethod.SHA256,
                List.of("r-1"),
                orgs,
                "https://example.com/back",
                "10.0.0.0/8",
                true);
        Map<IntegrationMode, Map<String, Object>> others = new LinkedHashMap<>();
        others.put(IntegrationMode.PAGE, Map.of("ratio", new BigDecimal("1.10"), "tabs", List.of(1L, true, name)));
        return new Application(
                "a-1",
                name,
                "",
                Provider.of("internal-standalone").orElseThrow(),
                List.of(IntegrationMode.API_SERVER, IntegrationMode.PAGE),
                server,
                others,
                false,
                "u-1",
                Instant.ofEpochMilli(1_767_225_600_123L),
                operations);
    }

    @Property(tries = 200)
    void application_comes_back_without_its_key(
            @ForAll String name, @ForAll @Size(max = 5) List<String> orgs, @ForAll Optional<Set<String>> operations) {
        Application written = application(name, orgs, operations);

        Application read = ApplicationContent.withoutKey(
                RecordContent.read(ApplicationContent.of(written).json()));

        assertThat(read).isEqualTo(written.withApiServer(written.apiServer().withSealedKey("")));
    }

    @Example
    void of_two_applications_with_one_app_id_the_second_is_refused() {
        ApplicationStore store = ApplicationStore.inMemory();
        Application first = application("A", List.of(), Optional.empty());
        Application second = new Application(
                "a-2",
                first.name(),
                "",
                first.provider(),
                first.modes(),
                first.apiServer(),
                Map.of(),
                true,
                "u-1",
                Instant.EPOCH,
                Optional.empty());

        assertThat(store.replace(Optional.empty(), first)).isEqualTo(Outcome.STORED);
        assertThat(store.replace(Optional.empty(), second)).isEqualTo(Outcome.APP_ID_TAKEN);
        assertThat(store.find("a-2")).isEmpty();
        assertThat(store.findByAppId("app-1")).contains(first);
    }

    @Example
    void writer_who_saw_another_application_changes_nothing() {
        ApplicationStore store = ApplicationStore.inMemory();
        Application first = application("A", List.of(), Optional.empty());
        store.replace(Optional.empty(), first);

        assertThat(store.replace(Optional.empty(), first)).isEqualTo(Outcome.STALE);
        assertThat(store.remove(application("B", List.of(), Optional.empty()))).isFalse();
    }

    @Example
    void role_that_an_application_was_given_while_it_was_looked_at_is_not_removed() {
        RecordStore records = RecordStore.inMemory();
        Registry<Role> roles = Registry.ofRoles(records);
        ApplicationStore store = ApplicationStore.over(records);
        roles.put(new Role("r-1", "R", "", true, "", Map.of("workflow", Set.of("query", "execute"))));

        Registry.Removal removal = roles.remove("r-1", () -> {
            boolean isUsed = !store.all().isEmpty();
            store.replace(Optional.empty(), application("A", List.of(), Optional.empty()));
            return isUsed;
        });

        assertThat(removal).isEqualTo(Registry.Removal.USED);
        assertThat(roles.find("r-1")).isPresent();
    }
}
