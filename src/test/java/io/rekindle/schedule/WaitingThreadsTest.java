package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.LoggerFactory;

class WaitingThreadsTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(WaitingThreads.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stop_listening() {
        log.detachAppender(said);
    }

    @Test
    void are_platform_threads_that_keep_no_process_alive_unless_virtual_ones_are_wanted() throws Exception {
        Thread thread = ran(WaitingThreads.virtual(false));

        assertThat(isVirtual(thread)).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(said.list).isEmpty();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void an_older_java_says_once_that_it_has_none_and_works_with_platform_threads() throws Exception {
        Thread thread = ran(WaitingThreads.virtual(true));

        assertThat(isVirtual(thread)).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(said.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("rekindle.threads.virtual needs Java 21, and this is Java "
                        + Runtime.version().feature() + ": it works with platform threads");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void are_virtual_where_they_are_wanted() throws Exception {
        Thread thread = ran(WaitingThreads.virtual(true));

        assertThat(isVirtual(thread)).isTrue();
        assertThat(said.list).isEmpty();
    }

    static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    private static Thread ran(ThreadFactory threads) throws InterruptedException {
        CompletableFuture<Thread> in = new CompletableFuture<>();
        Thread made = threads.newThread(() -> in.complete(Thread.currentThread()));
        made.start();
        made.join();
        return in.join();
    }
}
