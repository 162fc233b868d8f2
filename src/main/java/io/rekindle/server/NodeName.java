package io.rekindle.server;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The name by which the calendar and the ledger know this process: unique, also against its own life before a restart. */
record NodeName(String value) {

    static NodeName random() {
        String host = System.getenv().getOrDefault("HOSTNAME", "node");
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new NodeName(host.substring(0, Math.min(40, host.length())) + "-"
                + ProcessHandle.current().pid() + "-" + unique);
    }
}
