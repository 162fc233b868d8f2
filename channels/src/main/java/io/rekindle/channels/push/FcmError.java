package io.rekindle.channels.push;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What stands in a response of FCM.
 *
 * @param name of the message, where it was taken
 * @param code FCM's own code such as {@code UNREGISTERED}, else Google's status such as {@code NOT_FOUND}, or nothing
 * @param isBadToken whether it is the registration token that is no good: a value of ours that FCM does not take is reported
 *     under the same status, with a list of fields instead
 */
record FcmError(String name, String code, boolean isBadToken) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("[A-Z_]{1,60}");

    static FcmError of(String text) {
        JsonNode body = json(text);
        JsonNode error = body.path("error");
        String own = "";
        boolean ofFields = false;
        for (JsonNode detail : error.path("details")) {
            String type = detail.path("@type").asString("");
            own = type.endsWith("FcmError") ? detail.path("errorCode").asString("") : own;
            ofFields |= type.endsWith("BadRequest");
        }
        String status = error.path("status").asString("");
        boolean bad = own.equals("UNREGISTERED")
                || (own.isEmpty() && status.equals("NOT_FOUND"))
                || (own.equals("INVALID_ARGUMENT") && !ofFields);
        String code = own.isEmpty() ? status : own;
        return new FcmError(
                body.path("name").asString(""), CODE.matcher(code).matches() ? code : "without a code", bad);
    }

    /** The token belongs to another project: ours is in order. */
    boolean isSenderMismatch() {
        return code.equals("SENDER_ID_MISMATCH");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
