package io.rekindle.channels.sms.gateway;

import io.rekindle.engine.delivery.Message;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The settings' texts with one message in them: first what is signed, then the signature, then what has it. */
record GatewayRequest(HttpRequest.Builder head, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SIGN = "{sign}";

    static GatewayRequest of(GatewaySettings settings, Message message, Instant now) {
        var values = new Values(settings, message, now);
        String json = settings.json();
        String body = json == null ? form(settings, values) : json(settings, json, values);
        HttpRequest.Builder head = HttpRequest.newBuilder(
                        URI.create(Placeholders.fill(settings.url(), name -> encode(values.of(name)))))
                .header(
                        "Content-Type",
                        json == null
                                ? "application/x-www-form-urlencoded; charset=utf-8"
                                : "application/json; charset=utf-8");
        settings.headers().forEach((name, value) -> head.setHeader(name, values.fill(value)));
        return new GatewayRequest(head, body);
    }

    private static String form(GatewaySettings settings, Values values) {
        Map<String, String> fields = new TreeMap<>();
        settings.form().forEach((name, value) -> {
            if (!value.contains(SIGN)) {
                fields.put(name, values.fill(value));
            }
        });
        values.put("fields", joined(fields, false));
        sign(settings, values);
        settings.form().forEach((name, value) -> {
            if (value.contains(SIGN)) {
                fields.put(name, values.fill(value));
            }
        });
        return joined(fields, true);
    }

    private static String json(GatewaySettings settings, String json, Values values) {
        JsonNode template = JSON.readTree(json);
        if (json.contains(SIGN)) {
            sign(settings, values);
            return JSON.writeValueAsString(filled(template, values));
        }
        String body = JSON.writeValueAsString(filled(template, values));
        values.put("body", body);
        sign(settings, values);
        return body;
    }

    private static void sign(GatewaySettings settings, Values values) {
        Signature signature = settings.signature();
        if (signature != null) {
            values.put("sign", signature.sign(values.fill(signature.over()), values.fill(signature.key())));
        }
    }

    private static JsonNode filled(JsonNode template, Values values) {
        if (template.isString()) {
            return StringNode.valueOf(values.fill(template.asString()));
        }
        if (template instanceof ArrayNode array) {
            ArrayNode filled = JSON.createArrayNode();
            array.forEach(one -> filled.add(filled(one, values)));
            return filled;
        }
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JSON.createObjectNode();
            object.properties().forEach(entry -> filled.set(entry.getKey(), filled(entry.getValue(), values)));
            return filled;
        }
        return template;
    }

    private static String joined(Map<String, String> fields, boolean encoded) {
        return fields.entrySet().stream()
                .map(entry -> encoded
                        ? encode(entry.getKey()) + "=" + encode(entry.getValue())
                        : entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
