package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryTest {

    /** The curve P-256: y² = x³ − 3x + b over this prime field (FIPS 186-4, D.1.2.3). */
    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private static final List<ShopCustomer> CUSTOMERS = new ShopSimulation(
                    ShopSettings.standard(LocalDate.parse("2025-01-01")), 42)
            .customers()
            .toList();

    @Test
    void no_address_can_reach_a_person() {
        assertThat(addresses(ChannelName.EMAIL))
                .isNotEmpty()
                .allMatch(address -> address.matches("c\\d{5}@example\\.test"));
        assertThat(addresses(ChannelName.SMS))
                .isNotEmpty()
                .allMatch(number -> number.matches("\\+86142\\d{8}|\\+447700900\\d{3}|\\+1[2-9]\\d{2}55501\\d{2}"));
        assertThat(addresses(ChannelName.PUSH))
                .isNotEmpty()
                .allMatch(json -> json.contains("\"endpoint\":\"https://push.example.test/send/c"));
    }

    @Test
    void no_two_customers_share_an_address() {
        for (ChannelName channel : List.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH)) {
            assertThat(addresses(channel)).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_push_subscription_has_keys_that_messages_can_be_encrypted_for() {
        String json = addresses(ChannelName.PUSH).get(0);
        byte[] point = Base64.getUrlDecoder().decode(key(json, "p256dh"));

        assertThat(Base64.getUrlDecoder().decode(key(json, "auth"))).hasSize(16);
        assertThat(point).hasSize(65).startsWith(4);
        var x = new BigInteger(1, java.util.Arrays.copyOfRange(point, 1, 33));
        var y = new BigInteger(1, java.util.Arrays.copyOfRange(point, 33, 65));
        assertThat(y.pow(2).mod(PRIME))
                .isEqualTo(x.pow(3)
                        .subtract(x.multiply(BigInteger.valueOf(3)))
                        .add(B)
                        .mod(PRIME));
    }

    @Test
    void most_live_in_china_and_read_chinese() {
        assertThat(share(CUSTOMERS.stream().filter(one -> one.zone().getId().equals("Asia/Shanghai"))))
                .isBetween(0.90, 0.94);
        assertThat(share(CUSTOMERS.stream().filter(one -> one.language().equals("zh"))))
                .isBetween(0.84, 0.90);
        assertThat(CUSTOMERS)
                .allMatch(one -> one.language().equals("zh") == (one.firstName().charAt(0) > 'z'));
    }

    private static double share(Stream<ShopCustomer> some) {
        return (double) some.count() / CUSTOMERS.size();
    }

    private static List<String> addresses(ChannelName channel) {
        return CUSTOMERS.stream()
                .flatMap(customer -> customer.contactPoints().stream())
                .filter(point -> point.channel().equals(channel))
                .map(ContactPoint::address)
                .toList();
    }

    private static String key(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
