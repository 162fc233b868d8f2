package io.rekindle.demo;

import io.rekindle.demo.ShopSettings.People;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Invents who the customers are. None of their addresses can reach a person, even should somebody switch sending on:
 *
 * <ul>
 *   <li>e-mail at {@code example.test}: the top-level domain {@code .test} is reserved and never resolves (RFC 2606);
 *   <li>phones in China begin with +86 142, a prefix that stands in no list of carriers (14x numbers in
 *       use are 145 to 149, and 140, 141 and 144 with 13 digits for machines); China reserves no range for fiction;
 *   <li>phones in Britain are +44 7700 900000 to 900999, which Ofcom keeps for drama;
 *   <li>phones in America are 555-0100 to 555-0199 of several area codes, which the North American plan keeps for
 *       fiction;
 *   <li>push subscriptions lie at {@code push.example.test}, with the keys printed in RFC 8291, appendix A.
 * </ul>
 *
 * <p>Where a range for fiction is used up, a customer left no number.
 */
final class Registry {

    private static final String CHINA = "Asia/Shanghai";
    private static final String BRITAIN = "Europe/London";
    private static final String AMERICA = "America";

    private static final int DRAMA_NUMBERS = 1_000;
    private static final int FICTION_NUMBERS = 100;
    private static final List<String> AREA_CODES = List.of(
            "201", "202", "206", "212", "213", "215", "216", "301", "303", "305", "312", "313", "404", "415", "503",
            "512", "602", "617", "702", "713");

    private static final String P256DH =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    private static final List<String> CHINESE = List.of(
            "子涵", "欣怡", "梓轩", "诗涵", "浩然", "雨桐", "宇航", "思远", "佳宁", "晓峰", "若曦", "明哲", "静怡", "志远", "雅文", "俊杰", "语嫣", "天佑",
            "安然", "书瑶", "泽宇", "可欣", "文博", "梦洁");
    private static final List<String> ENGLISH = List.of(
            "Ada", "Bram", "Cleo", "Dara", "Edwin", "Fern", "Gwen", "Hollis", "Iris", "Jonas", "Kit", "Leona", "Milo",
            "Nora", "Otis", "Petra", "Quinn", "Rhea", "Silas", "Tess", "Ulric", "Vera", "Wyatt", "Zelda");

    private final long seed;
    private final People people;

    /** How many customers with phones of the same range come before each customer. */
    private final int[] placeInRange;

    Registry(long seed, ShopSettings settings) {
        this.seed = seed;
        this.people = settings.people();
        this.placeInRange = new int[settings.customers() + 1];
        Map<String, Integer> known = new HashMap<>();
        for (int number = 1; number <= settings.customers(); number++) {
            placeInRange[number] = known.merge(range(zone(number)), 1, Integer::sum) - 1;
        }
    }

    /** The id of the customer with that number, from 1 on. */
    static CustomerId id(int number) {
        return new CustomerId(String.format(Locale.ROOT, "c%05d", number));
    }

    ShopCustomer customer(int number) {
        CustomerId id = id(number);
        var chance = new Chance(seed, "who", id.value());
        String zone = zone(number);
        boolean chinese = chance.happens(zone.equals(CHINA) ? people.chineseAtHome() : people.chineseAbroad());
        String name = chance.oneOf(chinese ? CHINESE : ENGLISH);
        List<ContactPoint> points = new ArrayList<>();
        if (chance.happens(people.withEmail())) {
            points.add(new ContactPoint(ChannelName.EMAIL, id + "@example.test"));
        }
        if (chance.happens(people.withPhone())) {
            phone(range(zone), placeInRange[number])
                    .ifPresent(phone -> points.add(new ContactPoint(ChannelName.SMS, phone)));
        }
        if (chance.happens(people.withPush())) {
            points.add(new ContactPoint(ChannelName.PUSH, subscription(id)));
        }
        return new ShopCustomer(id, ZoneId.of(zone), chinese ? "zh" : "en", name, points);
    }

    private String zone(int number) {
        double place = new Chance(seed, "where", id(number).value()).nextDouble()
                * people.zones().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        String last = CHINA;
        for (Map.Entry<String, Double> zone : people.zones().entrySet()) {
            last = zone.getKey();
            place -= zone.getValue();
            if (place < 0) {
                break;
            }
        }
        return last;
    }

    /** The zone that stands for all that share its range of phone numbers. */
    private static String range(String zone) {
        return zone.equals(CHINA) || zone.equals(BRITAIN) ? zone : AMERICA;
    }

    /** A number that no other customer has. */
    private static Optional<String> phone(String range, int place) {
        return switch (range) {
            case CHINA -> Optional.of(String.format(Locale.ROOT, "+86142%08d", place));
            case BRITAIN ->
                place < DRAMA_NUMBERS
                        ? Optional.of(String.format(Locale.ROOT, "+447700900%03d", place))
                        : Optional.empty();
            default -> {
                int area = place / FICTION_NUMBERS;
                yield area < AREA_CODES.size()
                        ? Optional.of("+1" + AREA_CODES.get(area)
                                + String.format(Locale.ROOT, "55501%02d", place % FICTION_NUMBERS))
                        : Optional.empty();
            }
        };
    }

    private static String subscription(CustomerId id) {
        return String.format(
                Locale.ROOT,
                "{\"endpoint\":\"https://push.example.test/send/%s\",\"expirationTime\":null,"
                        + "\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}",
                id,
                P256DH,
                AUTH);
    }
}
