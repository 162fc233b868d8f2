package io.rekindle.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class HookSecretsTest {

    private static final String HOOK = "cart_abandoned";

    private static HookSecrets given(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", properties));
        return new HookSecrets(environment);
    }

    @Test
    void are_none_by_default() {
        assertThat(given(Map.of()).of(HOOK)).isEmpty();
    }

    @Test
    void are_several_while_one_is_rotated_out() {
        assertThat(given(Map.of("rekindle.hooks.cart_abandoned.secrets", "whsec_a, whsec_b"))
                        .of(HOOK))
                .containsExactly("whsec_a", "whsec_b");
        assertThat(given(Map.of(
                                "rekindle.hooks.cart_abandoned.secrets[0]",
                                "whsec_a",
                                "rekindle.hooks.cart_abandoned.secrets[1]",
                                "whsec_b"))
                        .of(HOOK))
                .containsExactly("whsec_a", "whsec_b");
    }

    @Test
    void come_from_the_environment_under_the_name_the_operator_is_told() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "variables", Map.of(HookSecrets.variable(HOOK), "whsec_a")));

        assertThat(new HookSecrets(environment).of(HOOK)).containsExactly("whsec_a");
    }

    @Test
    void come_from_a_file_that_is_read_anew_each_time(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), "whsec_old\n");
        HookSecrets secrets = given(Map.of("rekindle.hooks.cart_abandoned.secrets-file", file.toString()));
        assertThat(secrets.of(HOOK)).containsExactly("whsec_old");

        Files.writeString(file, "whsec_new\nwhsec_old\n");

        assertThat(secrets.of(HOOK)).containsExactly("whsec_new", "whsec_old");
    }
}
