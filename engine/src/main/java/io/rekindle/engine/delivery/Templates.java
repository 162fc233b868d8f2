package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import java.time.ZoneId;
import java.util.Map;

public final class Templates {
    public static Templates parse(Map<String, String> sources) {
        return new Templates();
    }

    public Template find(String name, ChannelName channel, String language) {
        return new Template();
    }

    public static final class Template {
        public Content render(Map<String, Object> v, String language, ZoneId zone) {
            return new Content("", "", null);
        }
    }
}
