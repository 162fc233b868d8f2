# What the files of a rule book are made of: [keyword] the names of settings, [consequence] what they may say.
#
# [keyword][id]name=whose setting: what it holds
#   anything           stays as it is written
#   money, share …     a value of that type
#   list of, series of several, as a list or with commas in one line
#   settings of X      settings below it
#   named, by channel  settings whose names are the author's, or channels; by moment, times that a test speaks of
#   open settings of X settings below it, and others with names of the author's
#   else               one of the sentences that say so after their sign of equality
# [consequence][id name:type …]sentence=where it may stand; what may be missing stands in brackets

# settings of a campaign
[keyword][campaign]campaign=campaign: anything
[keyword][campaign_name]name=campaign: anything
[keyword][trigger]trigger=campaign: trigger
[keyword][audience]audience=campaign: list of sentence or settings of group
[keyword][exit_when]exit when=campaign: list of sentence
[keyword][re_entry]re-entry=campaign: re-entry
[keyword][goal]goal=campaign: goal
[keyword][holdout]holdout=campaign: share
[keyword][campaign_budget]budget=campaign: money
[keyword][variants]variants=campaign: series of variant
[keyword][steps]steps=campaign: list of named timed action
[keyword][group_any_of]any of=group: list of sentence

# triggers
[consequence][every_day time:time]every day at {time}=trigger
[consequence][every_week day:weekday time:time]every {day} at {time}=trigger
[consequence][every_month day:int time:time]every month on day {day} at {time}=trigger
[consequence][on_event event:event_name]event {event}=trigger
[consequence][after_event delay:duration event:event_name]{delay} after event {event}=trigger
[consequence][on_webhook webhook:webhook]webhook {webhook}=trigger

# re-entry, goal and variants
[consequence][never_again]never=re-entry
[consequence][again_after delay:duration]after {delay}=re-entry
[consequence][reached_within event:event within:duration]{event} within {within}=goal
[consequence][variant_share variant:name share:share]{variant} {share}=variant

# steps
[consequence][step when:timing action:action]{when}, {action}=timed action
[consequence][step_if when:timing conditions:conditions action:action]{when}, if {conditions}, {action}=timed action
[consequence][and]and=joint
[consequence][at_once]at once=time
[consequence][later delay:duration]{delay} later=time
[consequence][after_step delay:duration step:step]{delay} after {step}=time
[consequence][before_expiry ahead:duration]{ahead} before the coupon expires=time
[consequence][send channel:channel template:template]send {channel} {template}=action
[consequence][send_with_coupon channel:channel template:template coupon:coupon]send {channel} {template} with coupon {coupon}=action

# settings of a segment
[keyword][segment_label]label=segment: anything
[keyword][segment_any_of]any of=segment: list of sentence
[keyword][segment_all_of]all of=segment: list of sentence or settings of group

# settings of the policy
[keyword][timezone]timezone=policy: timezone
[keyword][currency]currency=policy: anything
[keyword][quiet_hours]quiet hours=policy: quiet hours
[keyword][when_quiet]when quiet=policy: when quiet
[keyword][frequency_cap]frequency cap=policy: by channel frequency cap
[keyword][when_capped]when capped=policy: when capped
[keyword][priority]priority=policy: list of anything
[keyword][no_send_days]no-send days=policy: anything
[keyword][consent]consent=policy: by channel anything
[keyword][never_contact]never contact=policy: list of sentence
[keyword][month_budget]budget=policy: settings of budget
[keyword][month]month=budget: money
[keyword][warn_at]warn at=budget: percent
[keyword][stop_at]stop at=budget: percent
[keyword][cost]cost=policy: by channel cost
[keyword][fair_price]fair price=policy: fair price
[keyword][approval]approval=policy: settings of approval
[keyword][approval_from]from=approval: anything
[keyword][approval_above]also above=approval: list of approval limit
[keyword][rollout]rollout=policy: series of rollout stage
[keyword][roll_back_if]roll back if=policy: list of roll-back limit
[keyword][all_channels]all channels=channel: anything
[keyword][profiling]profiling=channel: anything

# what the policy may say
[consequence][customers_zone zone:zone]customer, else {zone}=timezone
[consequence][books_zone zone:zone]{zone}=timezone
[consequence][from_to from:time to:time]{from}-{to}=quiet hours
[consequence][hold_until_morning]hold until morning=when quiet
[consequence][skip]skip=when quiet
[consequence][highest_priority_first]highest priority first=when capped
[consequence][cap most:int per:duration]{most} per {per}=frequency cap
[consequence][cap_hour most:int]{most} per hour=frequency cap
[consequence][cap_day most:int]{most} per day=frequency cap
[consequence][cap_week most:int]{most} per week=frequency cap
[consequence][same_product gap:share]same product, discount gap ≤ {gap}=fair price
[consequence][above_people people:int role:name]{people} people → {role}=approval limit
[consequence][above_money amount:money role:name]{amount} → {role}=approval limit
[consequence][stage_for share:share time:duration]{share} for {time}=rollout stage
[consequence][stage share:share]{share}=rollout stage
[consequence][unsubscribe_rate share:share]unsubscribe rate > {share}=roll-back limit
[consequence][complaint_rate share:share]complaint rate > {share}=roll-back limit
[consequence][delivery_rate share:share]delivery rate < {share}=roll-back limit

# settings of a webhook
[keyword][hook_event]event=webhook: anything
[keyword][hook_customer]customer=webhook: anything
[keyword][hook_occurred_at]occurred at=webhook: anything
[keyword][hook_properties]properties=webhook: named anything

# settings of a rule test
[keyword][test_name]name=test: anything
[keyword][test_campaign]campaign=test: anything
[keyword][test_zone]zone=test: anything
[keyword][test_at]at=test: beginning
[keyword][test_through]through=test: duration
[keyword][test_variant]variant=test: anything
[keyword][test_holdout]holdout=test: choice
[keyword][test_given]given=test: settings of given
[keyword][test_events]events=test: list of by moment happening or open settings of event
[keyword][test_then]then=test: list of by moment happening or open settings of event
[keyword][test_expect]expect=test: list of expectation
[keyword][event_name]event=event: anything

# facts given in a rule test
[keyword][given_lifecycle]lifecycle=given: state
[keyword][given_orders]orders=given: int
[keyword][given_order_value]order_value=given: money
[keyword][given_spend]spend=given: money
[keyword][given_since_order]days_since_order=given: int
[keyword][given_since_first_order]days_since_first_order=given: int
[keyword][given_visits]visits=given: int
[keyword][given_visits_in days:int]visits in the last {days} days=given: int
[keyword][given_visits_short days:int]visits_{days}d=given: int
[keyword][given_since_visit]days_since_visit=given: int
[keyword][given_since_registered]days_since_registered=given: int
[keyword][given_open_cases]open_cases=given: int
[keyword][given_tags]tags=given: list of anything
[keyword][given_traits]traits=given: named anything
[keyword][given_consent]consent=given: list of choice
[keyword][given_unsubscribed]unsubscribed=given: list of choice
[keyword][given_addresses]addresses=given: list of choice

# times in a rule test
[consequence][begins date:date time:time]{date}[ {time}]=beginning
[consequence][moment_now]now=moment
[consequence][moment_today time:time]today[ at {time}]=moment
[consequence][moment_ago ago:duration time:time]{ago} ago[ at {time}]=moment
[consequence][moment_after delay:duration time:time]after {delay}[ at {time}]=moment
[consequence][moment_later delay:duration time:time]{delay} later[ at {time}]=moment
[consequence][moment_on date:date time:time]on {date}[ at {time}]=moment
[consequence][moment_at time:time]at {time}=moment

# what happens in a rule test
[consequence][opens step:step]opens {step}=happening
[consequence][clicks step:step]clicks {step}=happening
[consequence][loses step:step]loses {step}=happening
[consequence][uses coupon:coupon]uses {coupon}=happening
[consequence][visits]visits=happening
[consequence][orders amount:money]orders[ {amount}]=happening
[consequence][registers]registers=happening
[consequence][unsubscribes]unsubscribes=happening
[consequence][happens event:told amount:money]{event}[ {amount}]=happening

# what a rule test expects
[consequence][expect_enters campaign:campaign when:moment]enters[ {campaign}][ {when}]=expectation
[consequence][expect_not_enters campaign:campaign when:moment reason:reason]does not enter[ {campaign}][ {when}][ because {reason}]=expectation
[consequence][expect_stays_out campaign:campaign when:moment reason:reason]stays out[ of {campaign}][ {when}][ because {reason}]=expectation
[consequence][expect_gets step:step campaign:campaign when:moment]gets {step}[ of {campaign}][ {when}]=expectation
[consequence][expect_nothing]gets nothing=expectation
[consequence][expect_not_gets step:step campaign:campaign reason:reason]does not get {step}[ of {campaign}][ because {reason}]=expectation
[consequence][expect_skips step:step campaign:campaign reason:reason]skips {step}[ of {campaign}][ because {reason}]=expectation
[consequence][expect_exits campaign:campaign when:moment reason:reason]exits[ {campaign}][ {when}][ because {reason}]=expectation
[consequence][expect_not_exits campaign:campaign]does not exit[ {campaign}]=expectation
[consequence][expect_in_segment segment:segment]is in segment {segment}=expectation
[consequence][expect_not_in_segment segment:segment]is not in segment {segment}=expectation
[consequence][expect_is_in state:state]is in {state}=expectation
[consequence][expect_becomes state:state when:moment]becomes {state}[ {when}]=expectation
[consequence][expect_transitions state:state when:moment]transitions to {state}[ {when}]=expectation
[consequence][expect_next_look when:moment]is next looked at {when}=expectation

# why something does not happen, in a rule test
[consequence][because_line line:quoted]"{line}"=reason
[consequence][because_completed]completed=reason
[consequence][because_line_not_met]line not met=reason
[consequence][because_no_consent]no consent=reason
[consequence][because_suppressed]suppressed=reason
[consequence][because_frequency_cap]frequency cap=reason
[consequence][because_quiet_hours]quiet hours=reason
[consequence][because_lower_priority]lower priority=reason
[consequence][because_holdout]holdout=reason
[consequence][because_not_in_rollout]not in rollout=reason
[consequence][because_already_in]already in=reason
[consequence][because_budget_exhausted]budget exhausted=reason
[consequence][because_coupon_out_of_stock]coupon out of stock=reason
[consequence][because_data_stale]data stale=reason
[consequence][because_invalid_address]invalid address=reason
[consequence][because_provider_error]provider error=reason
[consequence][because_cancelled]cancelled=reason
