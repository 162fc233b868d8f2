package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.Facts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.drools.base.base.ValueResolver;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.EntryPointNode;
import org.drools.core.reteoo.LeftInputAdapterNode;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.RuleTerminalNode;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The tests of compiled rules as Drools has arranged them, its own alpha nodes: rules that begin alike share the tests. Our
 * rules look at one object and change nothing, so which of them match is known when their tests are; a session's agenda,
 * which would only say it again, costs several times what the tests do. Immutable and thread-safe.
 */
final class TestTree {

    /** A test, and what stands behind it. */
    private static final class Node {

        private final AlphaNodeFieldConstraint test;
        private final Node[] then;
        /** Answered with yes where the test holds. */
        private final int[] questions;
        /** The questions answered here or further down, 64 a word, from the first word on that has any. */
        private final long[] below;

        private final int firstWord;

        Node(AlphaNodeFieldConstraint test, List<Node> then, List<Integer> questions) {
            this.test = test;
            this.then = then.toArray(new Node[0]);
            this.questions = questions.stream().mapToInt(Integer::intValue).toArray();
            BitSet all = new BitSet();
            questions.forEach(all::set);
            then.forEach(node -> node.collect(all));
            this.firstWord = all.nextSetBit(0) / Long.SIZE;
            long[] words = all.toLongArray();
            this.below = Arrays.copyOfRange(words, firstWord, words.length);
        }

        private void collect(BitSet all) {
            for (int question : questions) {
                all.set(question);
            }
            for (Node node : then) {
                node.collect(all);
            }
        }

        boolean concerns(long[] asked) {
            int words = Math.min(below.length, asked.length - firstWord);
            for (int word = 0; word < words; word++) {
                if ((below[word] & asked[firstWord + word]) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Node[] first;
    private final int[] untested;

    private TestTree(List<Node> first, List<Integer> untested) {
        this.first = first.toArray(new Node[0]);
        this.untested = untested.stream().mapToInt(Integer::intValue).toArray();
    }

    /** @param questions what each rule answers, by the rule's name */
    static TestTree of(InternalRuleBase base, Map<String, Integer> questions) {
        List<Node> first = new ArrayList<>();
        List<Integer> untested = new ArrayList<>();
        for (EntryPointNode entry : base.getRete().getEntryPointNodes().values()) {
            for (ObjectTypeNode type : entry.getObjectTypeNodes().values()) {
                if (type.getObjectType().isAssignableFrom(Facts.class)) {
                    read(type.getObjectSinkPropagator().getSinks(), questions, first, untested);
                }
            }
        }
        return new TestTree(first, untested);
    }

    private static void read(
            ObjectSink[] sinks, Map<String, Integer> questions, List<Node> tests, List<Integer> answered) {
        for (ObjectSink sink : sinks) {
            if (sink instanceof AlphaNode test) {
                tests.add(node(test, questions));
            } else if (sink instanceof LeftInputAdapterNode rules) {
                for (var rule : rules.getSinkPropagator().getSinks()) {
                    answered.add(question(rule, questions));
                }
            } else {
                throw new IllegalStateException("rules of ours have no node like " + sink);
            }
        }
    }

    private static int question(Object rule, Map<String, Integer> questions) {
        Integer question = rule instanceof RuleTerminalNode end
                ? questions.get(end.getRule().getName())
                : null;
        if (question == null) {
            throw new IllegalStateException("rules of ours do not end like " + rule);
        }
        return question;
    }

    private static Node node(AlphaNode test, Map<String, Integer> questions) {
        List<Node> then = new ArrayList<>();
        List<Integer> answered = new ArrayList<>();
        read(test.getObjectSinkPropagator().getSinks(), questions, then, answered);
        return new Node(test.getConstraint(), then, answered);
    }

    /** Answers those of the questions that were asked whose tests hold. */
    void ask(Facts facts, FactHandle handle, ValueResolver session, long[] asked) {
        for (int question : untested) {
            facts.yes(question);
        }
        for (Node node : first) {
            ask(node, facts, handle, session, asked);
        }
    }

    private static void ask(Node node, Facts facts, FactHandle handle, ValueResolver session, long[] asked) {
        if (!node.concerns(asked) || !node.test.isAllowed(handle, session)) {
            return;
        }
        for (int question : node.questions) {
            facts.yes(question);
        }
        for (Node next : node.then) {
            ask(next, facts, handle, session, asked);
        }
    }
}
