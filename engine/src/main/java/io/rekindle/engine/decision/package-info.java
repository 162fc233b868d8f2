/**
 * Step 8 of the path, and the one idea: {@link io.rekindle.engine.decision.Evaluator#evaluate evaluate} is a pure function of
 * a customer's history, a release and an instant. Sweeping, previewing, explaining, replaying and the check before sending
 * are all this function.
 */
@NullMarked
package io.rekindle.engine.decision;

import org.jspecify.annotations.NullMarked;
