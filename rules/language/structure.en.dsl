# What the files of a rule book are made of: [keyword] the names of settings, [consequence] what they may say.
#
# [keyword][id]name=whose setting: what it holds
#   anything           stays as it is written
#   money, share …     a value of that type
#   list of, series of several, as a list or with commas in one line
#   settings of X      settings below it
#   named, by channel  settings whose names are the author's, or channels
#   else               one of the sentences that say so after their sign of equality
# [consequence][id name:type …]sentence=where it may stand

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
