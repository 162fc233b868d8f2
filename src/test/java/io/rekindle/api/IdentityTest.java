package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class IdentityTest {

    private static Identity read(String group, Faults faults) {
        return Identity.read(
                new CustomerId("c-1"),
                Map.of("robot", group),
                JsonMapper.shared().createObjectNode(),
                "/batch/0",
                faults);
    }

    @Test
    void a_group_with_a_robot_is_a_contact_point_by_its_name() {
        var faults = new Faults();

        assertThat(read("vip-care", faults).customer().contactPoints())
                .containsExactly(new ContactPoint(new ChannelName("robot"), "vip-care"));
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void an_address_is_no_name_of_a_group() {
        var faults = new Faults();

        assertThat(read("http://169.254.169.254/latest", faults).customer().contactPoints())
                .isEmpty();
        assertThat(faults.isEmpty()).isFalse();
    }
}
