package io.rekindle.schedule;

import org.quartz.SchedulerException;

/** Quartz or its tables failed. */
public final class TimetableException extends RuntimeException {

    TimetableException(String what, SchedulerException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
