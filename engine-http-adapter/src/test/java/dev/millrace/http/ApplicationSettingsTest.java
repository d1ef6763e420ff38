package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.application.Application;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.http.application.ApplicationStore;
import dev.millrace.http.application.Organization;
import dev.millrace.http.application.Registry;
import dev.millrace.http.application.Role;
import dev.millrace.http.application.User;
import dev.millrace.http.application.UserStore;
import dev.millrace.store.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each setting of applications changes, seen from outside. */
class ApplicationSettingsTest {
    private static final String ME = "/api/authorize/me";

    /** One account, as a host would have it. */
    private static final UserStore ACCOUNTS = new UserStore() {
        @Override
        public Optional<User> authenticate(String name, String password) {
            return name.equals("zoe") && password.equals("host-password") ? find("u-1") : Optional.empty();
        }

        @Override
        public Optional<User> find(String id) {
            return id.equals("u-1") ? Optional.of(new User("u-1", "zoe", List.of("role-viewer"))) : Optional.empty();
        }

        @Override
        public boolean isTaken(String name) {
            return name.equals("zoe");
        }
    };

    @Test
    void users_of_the_host_log_in_instead_of_those_named_in_the_settings() {
        try (Applications applications = new Applications(settings -> settings.withUsers(ACCOUNTS))) {
            Reply login = applications.login("zoe", "host-password");
            Reply me = applications
                    .server
                    .stranger()
                    .withToken(login.text("result.token"))
                    .get(ME);

            assertThat(me.text("result.userId")).isEqualTo("u-1");
            assertThat(applications.login("admin", "correct-horse").status()).isNotEqualTo(200);
        }
    }

    @Test
    void stored_application_is_known_to_the_next_server() {
        ApplicationStore store = ApplicationStore.inMemory();
        byte[] key = new byte[32];
        try (Applications first =
                new Applications(settings -> settings.withStore(store).withKey(key))) {
            assertThat(first.create(Applications.CREATE).status()).isEqualTo(200);
        }

        try (Applications second =
                new Applications(settings -> settings.withStore(store).withKey(key))) {
            assertThat(second.signed("GET", "/api/v1/workflows").status()).isEqualTo(200);
        }
        assertThat(store.all()).extracting(Application::id).containsExactly("warehouse01");
        assertThat(store.all().toString()).doesNotContain(Applications.KEY);
    }

    @Test
    void store_without_a_word_on_keys_is_refused() {
        ApplicationSettings settings = ApplicationSettings.inMemory().withStore(ApplicationStore.inMemory());

        assertThatThrownBy(() -> TestServer.start(http -> http.withApplications(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withKey");
    }

    @Test
    void roles_of_the_host_say_what_their_users_may_do() {
        Registry<Role> roles = Registry.ofRoles(RecordStore.inMemory());
        roles.put(new Role("role-admin", "Runner", "", true, "", Map.of("workflow", Set.of("query"))));
        try (Applications applications = new Applications(settings -> settings.withRoles(roles))) {
            TestClient administrator = applications.administrator();

            assertThat(administrator.get("/api/v1/workflows").status()).isEqualTo(200);
            assertThat(administrator.get("/api/v1/modules").status()).isEqualTo(403);
            assertThat(roles.find("role-viewer")).isPresent();
        }
    }

    @Test
    void organizations_of_the_host_can_be_named_by_applications() {
        Registry<Organization> organizations = Registry.ofOrganizations(RecordStore.inMemory());
        organizations.put(new Organization("org-east", "E", "East", "", 1));
        try (Applications applications = new Applications(settings -> settings.withOrganizations(organizations))) {
            TestClient administrator = applications.administrator();

            Reply known = administrator.post("/api/application", Applications.CREATE);
            Reply unknown = administrator.post(
                    "/api/application",
                    Applications.CREATE
                            .replace("org-east", "org-west")
                            .replace("warehouse01", "warehouse02")
                            .replace(Applications.APP_ID, "wh-app-02"));

            assertThat(known.status()).as("%s", known).isEqualTo(200);
            assertThat(unknown.status()).isEqualTo(400);
        }
    }

    @Test
    void signature_is_good_as_long_as_its_window_is_open() {
        Duration window = Duration.ofSeconds(10);
        try (Applications applications = new Applications(settings -> settings.withSignatureWindow(window))) {
            applications.create(Applications.CREATE);
            Applications.Call call = applications.call("GET", "/api/v1/workflows", "");
            long now = applications.server.clock.epochMillis();

            assertThat(applications.send(call.at(now - 10_000)).status()).isEqualTo(200);
            assertThat(applications.send(call.at(now + 10_000)).status()).isEqualTo(200);
            assertThat(applications.send(call.at(now - 10_001)).status()).isEqualTo(401);
            assertThat(applications.send(call.at(now + 10_001)).status()).isEqualTo(401);
        }
    }

    @Test
    void endless_token_is_given_where_that_is_wanted_and_does_not_end() {
        String login = "{\"username\":\"admin\",\"password\":\"correct-horse\",\"expires\":-1}";
        try (Applications strict = Applications.start();
                Applications lenient = new Applications(ApplicationSettings::withEndlessTokens)) {
            assertThat(strict.server
                            .stranger()
                            .post("/api/authorize/login", login)
                            .status())
                    .isEqualTo(400);

            Reply given = lenient.server.stranger().post("/api/authorize/login", login);
            lenient.server.clock.advance(Duration.ofDays(3_650));

            TestClient administrator = lenient.server.stranger().withToken(given.text("result.token"));
            assertThat(administrator.get(ME).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":X_Access_Token", "access_token"})
    void token_in_the_query_is_taken_where_that_is_wanted(String parameter) {
        try (Applications strict = Applications.start();
                Applications lenient = new Applications(ApplicationSettings::withTokensInQuery)) {
            assertThat(me(strict, parameter).status()).isEqualTo(401);

            Reply reply = me(lenient, parameter);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("result.userId")).isEqualTo("admin");
        }
    }

    private static Reply me(Applications applications, String parameter) {
        String token = applications.login("admin", "correct-horse").text("result.token");
        return applications.server.stranger().get(ME + "?" + parameter + "=" + token);
    }

    @Test
    void secure_key_has_the_least_length_that_was_set() {
        try (Applications applications = new Applications(settings -> settings.withMinSecureKey(20))) {
            String tooShort = Applications.CREATE.replace(Applications.KEY, Applications.KEY.substring(1));

            Reply refused = applications.create(tooShort);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("20 to ");
            assertThat(applications.create(Applications.CREATE).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void least_length_out_of_range_is_refused(int length) {
        assertThatThrownBy(() -> ApplicationSettings.inMemory().withMinSecureKey(length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 64");
    }
}
