package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that ask at the same time; "slow" is under way until the test lets it go. */
@Timeout(60)
class TogetherTest {

    private final List<List<String>> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Together<String, Integer> together = new Together<>(this::lengths);

    private List<Integer> lengths(List<String> questions) {
        done.add(questions);
        if (questions.contains("slow")) {
            awaitUninterruptibly(slow);
        }
        if (questions.contains("bad")) {
            throw new IllegalArgumentException("bad among " + questions.size());
        }
        return questions.stream().map(String::length).toList();
    }

    private CompletableFuture<Integer> ask(String question) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(together.ask(question));
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        thread.start();
        threads.add(thread);
        return answer;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One is under way, and these came meanwhile, in this order. */
    private List<CompletableFuture<Integer>> meanwhile(String... questions) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>(List.of(ask("slow")));
        await().until(() -> done.size() == 1);
        for (String question : questions) {
            answers.add(ask(question));
            Thread last = threads.get(threads.size() - 1);
            await().until(() -> last.getState() == Thread.State.WAITING);
        }
        return answers;
    }

    @Test
    void who_comes_alone_is_answered_alone() {
        assertThat(together.ask("one")).isEqualTo(3);
        assertThat(together.ask("four")).isEqualTo(4);
        assertThat(done).containsExactly(List.of("one"), List.of("four"));
    }

    @Test
    void those_who_come_while_one_is_under_way_are_answered_together_each_their_own() {
        List<CompletableFuture<Integer>> answers = meanwhile("a", "bb", "ccc");

        slow.countDown();

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(4, 1, 2, 3);
        assertThat(done).containsExactly(List.of("slow"), List.of("a", "bb", "ccc"));
    }

    @Test
    void a_failure_reaches_only_whom_it_concerns() {
        List<CompletableFuture<Integer>> answers = meanwhile("a", "bad", "ccc");

        slow.countDown();

        assertThat(answers.get(1).join()).isEqualTo(1);
        assertThat(answers.get(3).join()).isEqualTo(3);
        assertThatThrownBy(answers.get(2)::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("bad among 1");
        assertThat(together.ask("after")).isEqualTo(5);
    }

    @Test
    void a_failure_of_one_alone_is_not_tried_again() {
        assertThatThrownBy(() -> together.ask("bad")).hasMessage("bad among 1");
        assertThat(done).containsExactly(List.of("bad"));
        assertThat(together.ask("after")).isEqualTo(5);
    }

    @Test
    void an_interrupt_while_waiting_neither_loses_the_answer_nor_is_lost() {
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        CompletableFuture<Integer> slowOne = meanwhile().get(0);
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            int length = together.ask("waits");
            stillInterrupted.set(Thread.currentThread().isInterrupted());
            answer.complete(length);
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        waiting.interrupt();
        slow.countDown();

        assertThat(slowOne.join()).isEqualTo(4);
        assertThat(answer.join()).isEqualTo(5);
        assertThat(stillInterrupted).isTrue();
    }
}
