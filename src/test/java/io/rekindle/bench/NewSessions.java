package io.rekindle.bench;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.drools.Release;
import java.util.BitSet;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/** Drools as its first examples have it: a new session for every customer, with the settings that it comes with. */
final class NewSessions {

    private final KieBase base;

    /** The rules of a release that campaigns decide by, as the release prints them. */
    NewSessions(Release release) {
        String drl = release.drl();
        KieServices services = KieServices.get();
        ReleaseId id = services.newReleaseId("io.rekindle", "bench", release.version());
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        files.write("src/main/resources/io/rekindle/rules/bench.drl", drl.substring(drl.indexOf("// ----")));
        services.newKieBuilder(files).buildAll();
        base = services.newKieContainer(id).getKieBase();
    }

    BitSet ask(Facts facts, BitSet questions) {
        facts.ask(questions);
        KieSession session = base.newKieSession();
        try {
            session.insert(facts);
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return facts.answers();
    }
}
