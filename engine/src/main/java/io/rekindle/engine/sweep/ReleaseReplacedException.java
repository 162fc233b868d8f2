package io.rekindle.engine.sweep;

/** Another release went live: nobody may be evaluated under the old one any more. The sweep begins anew under the new one. */
public final class ReleaseReplacedException extends RuntimeException {

    /** Says which release is live instead of which. */
    public ReleaseReplacedException(String asked, String live) {
        super("release " + live + " is live, not " + asked);
    }
}
