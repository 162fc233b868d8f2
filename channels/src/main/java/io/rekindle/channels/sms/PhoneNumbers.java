package io.rekindle.channels.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as people write them, brought into the one form that providers take (ITU-T E.164). */
public final class PhoneNumbers {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /**
     * The number in E.164; empty where no phone can have it. Whether the length is right is asked, not whether the range is in
     * use: countries open new ones faster than releases.
     *
     * @param written as the customer wrote it: {@code 138 0013 8000}, {@code +86 138-0013-8000}, {@code 0086…}
     * @param country where a number without a country code is, by its ISO 3166-1 code such as {@code CN}
     */
    public static Optional<String> e164(String written, String country) {
        if (LETTER.matcher(written).find()) {
            return Optional.empty(); // 1-800-FLOWERS and extensions: nobody reads a text message there
        }
        try {
            PhoneNumber number = NUMBERS.parse(written, country.toUpperCase(Locale.ROOT));
            return NUMBERS.isPossibleNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                            .filter(PhoneNumbers::isE164)
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the ISO 3166-1 code of a country with phones, in capitals: {@code CN}. */
    public static boolean isCountry(String code) {
        return NUMBERS.getSupportedRegions().contains(code);
    }

    /** Whether the text has the form of E.164 already. */
    public static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }

    /** The country code of a number in E.164, without the plus: {@code 86}. */
    public static String countryCode(String e164) {
        return parsed(e164)
                .map(number -> String.valueOf(number.getCountryCode()))
                .orElse("");
    }

    /** A number in E.164 as it is dialled at home, without prefix: {@code 13800138000}. */
    public static String national(String e164) {
        return parsed(e164).map(NUMBERS::getNationalSignificantNumber).orElse(e164.substring(1));
    }

    private static Optional<PhoneNumber> parsed(String e164) {
        try {
            return Optional.of(NUMBERS.parse(e164, null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
