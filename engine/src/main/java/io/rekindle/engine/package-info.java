/**
 * The domain and the whole path from what happened to what is sent.
 *
 * <p>Read the packages in this order; each may import only those before it, and {@code ReadingOrderTest} holds that:
 *
 * <ol>
 *   <li>{@link io.rekindle.engine.customer} – who: traits, consents, contact points, time zone
 *   <li>{@link io.rekindle.engine.event} – what happened, stored once
 *   <li>{@link io.rekindle.engine.fact} – all that rules may ask about a customer at an instant
 *   <li>{@link io.rekindle.engine.rule} – rule files, the sentences in them, and the rules that Drools runs
 *   <li>{@link io.rekindle.engine.lifecycle} – states and transitions
 *   <li>{@link io.rekindle.engine.campaign} – entries and steps
 *   <li>{@link io.rekindle.engine.policy} – what we may do: consent, suppression, quiet hours, caps, priority, budget,
 *       holdout
 *   <li>{@link io.rekindle.engine.decision} – evaluate(): the three before it composed, with trace and next instant
 *   <li>{@link io.rekindle.engine.offer} – coupons: issue, reserve, redeem, expire
 *   <li>{@link io.rekindle.engine.touchpoint} – the ledger: one row, one key, one state machine
 *   <li>{@link io.rekindle.engine.sweep} – takes the customers that are due through evaluate(), and writes what came of it
 *   <li>{@link io.rekindle.engine.trial} – the tests beside the rules: one example customer through the sweep, in memory
 *   <li>{@link io.rekindle.engine.delivery} – render, re-check, reserve, channel, settle
 *   <li>{@link io.rekindle.engine.measure} – conversions, attribution, lift, cohorts, money
 * </ol>
 *
 * <p>No Spring, JDBC, Quartz, servlet or HTTP client here: this is what another runtime reuses whole.
 */
@NullMarked
package io.rekindle.engine;

import org.jspecify.annotations.NullMarked;
