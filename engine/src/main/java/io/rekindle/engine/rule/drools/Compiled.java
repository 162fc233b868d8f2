package io.rekindle.engine.rule.drools;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.core.impl.InternalRuleBase;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.KeepReferenceOption;
import org.kie.api.runtime.conf.ThreadSafeOption;

/** Rules that Drools has compiled; thread-safe, its sessions are not. */
final class Compiled {

    /** Drools tells builds apart by this number; two builds of one book must not meet. */
    private static final AtomicLong BUILDS = new AtomicLong();

    private final KieBase base;
    private final TestTree tests;
    private final BitSet questions = new BitSet();

    private Compiled(KieBase base, List<Rule> rules) {
        this.base = base;
        Map<String, Integer> byName = new HashMap<>();
        for (Rule rule : rules) {
            byName.put(Drl.nameOf(rule), rule.question());
            questions.set(rule.question());
        }
        this.tests = TestTree.of((InternalRuleBase) base, byName);
    }

    /** Compiles rules that we print; their not compiling is a mistake of ours, never of an author. */
    static Compiled of(String name, List<Rule> rules) {
        String drl = Drl.print(rules);
        KieServices services = KieServices.get();
        ReleaseId id = services.newReleaseId("io.rekindle", name, Long.toString(BUILDS.incrementAndGet()));
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        files.write("src/main/resources/io/rekindle/rules/" + name + ".drl", drl);
        ClassLoader loader = Compiled.class.getClassLoader();
        KieBuilder builder = services.newKieBuilder(files, loader).buildAll();
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException("the rules " + name + " do not compile: "
                    + builder.getResults().getMessages(Message.Level.ERROR) + "\n" + drl);
        }
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        KieBase base = services.newKieContainer(id, loader).newKieBase(configuration);
        services.getRepository().removeKieModule(id);
        return new Compiled(base, rules);
    }

    KieSession open() {
        KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
        configuration.setOption(ThreadSafeOption.NO);
        configuration.setOption(KeepReferenceOption.NO);
        return base.newKieSession(configuration, null);
    }

    TestTree tests() {
        return tests;
    }

    /** Everything that these rules answer. */
    BitSet questions() {
        return questions;
    }
}
