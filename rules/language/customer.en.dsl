# [scope][id name:type …]sentence=question to the facts
#
# One id = one meaning, in every language; the questions stand only here. What a question may be made of is the
# engine's vocabulary (the methods of Facts) joined by && || ! and parentheses; anything else is refused.
# {campaign} is the campaign the sentence stands in. Amounts are in minor units, "days since" in calendar days.

# lifecycle
[condition][lifecycle_is s:state]lifecycle is {s}=lifecycle == "{s}"
[condition][lifecycle_in s:state t:state]lifecycle is {s} or {t}=lifecycle == "{s}" || lifecycle == "{t}"
[condition][lifecycle_is_not s:state]lifecycle is not {s}=lifecycle != "{s}"
[condition][lifecycle_was s:state]lifecycle was once {s}=wasLifecycle("{s}")
[condition][lifecycle_never s:state]lifecycle was never {s}=!wasLifecycle("{s}")
[condition][lifecycle_before s:state]lifecycle before was {s}=lifecycleBefore == "{s}"
[condition][lifecycle_became s:state n:int]became {s} in the last {n} days=becameLifecycle("{s}", {n})
[condition][lifecycle_not_became s:state n:int]did not become {s} in the last {n} days=!becameLifecycle("{s}", {n})
[condition][lifecycle_days_ge n:int]has been in this lifecycle state for {n} days or more=daysInLifecycle(">=", {n})
[condition][lifecycle_days_lt n:int]has been in this lifecycle state for fewer than {n} days=!daysInLifecycle(">=", {n})
[condition][in_segment s:segment]is in segment {s}=segment("{s}")
[condition][not_in_segment s:segment]is not in segment {s}=!segment("{s}")

# tags and traits
[condition][has_tag s:tag]has tag {s}=hasTag("{s}")
[condition][has_no_tag s:tag]has no tag {s}=!hasTag("{s}")
[condition][tag_days_ge n:int s:tag]for {n} days or more has had tag {s}=daysTagged("{s}", ">=", {n})
[condition][trait_known t:trait]has trait {t}=traitKnown("{t}")
[condition][trait_unknown t:trait]has no trait {t}=!traitKnown("{t}")
[condition][trait_is t:trait v:text]trait {t} is {v}=traitIs("{t}", "{v}")
[condition][trait_is_not t:trait v:text]trait {t} is not {v}=!traitIs("{t}", "{v}")
[condition][trait_in t:trait v:list]trait {t} is one of {v}=traitIn("{t}", "{v}")
[condition][trait_not_in t:trait v:list]trait {t} is none of {v}=!traitIn("{t}", "{v}")
[condition][trait_contains t:trait v:text]trait {t} contains {v}=traitContains("{t}", "{v}")
[condition][trait_not_contains t:trait v:text]trait {t} does not contain {v}=!traitContains("{t}", "{v}")
[condition][trait_ge t:trait x:decimal]trait {t} is {x} or more=traitNumber("{t}", ">=", {x})
[condition][trait_le t:trait x:decimal]trait {t} is {x} or less=traitNumber("{t}", "<=", {x})
[condition][trait_gt t:trait x:decimal]trait {t} is more than {x}=traitNumber("{t}", ">", {x})
[condition][trait_lt t:trait x:decimal]trait {t} is less than {x}=traitNumber("{t}", "<", {x})
[condition][tier_is v:text]tier is {v}=traitIs("tier", "{v}")
[condition][tier_is_not v:text]tier is not {v}=!traitIs("tier", "{v}")
[condition][points_ge x:decimal]has {x} points or more=traitNumber("points", ">=", {x})
[condition][points_lt x:decimal]has fewer than {x} points=traitNumber("points", "<", {x})

# dates of traits: 2026-11-30, or 11-30 for what returns every year
[condition][trait_from t:trait d:date]trait {t} is on or after {d}=traitDay("{t}", ">=", {d})
[condition][trait_before t:trait d:date]trait {t} is before {d}=traitDay("{t}", "<", {d})
[condition][trait_today t:trait]trait {t} falls on today=daysUntilTrait("{t}", "==", 0)
[condition][trait_in_eq t:trait n:int]trait {t} is in exactly {n} days=daysUntilTrait("{t}", "==", {n})
[condition][trait_in_le t:trait n:int]trait {t} is in {n} days or less=daysUntilTrait("{t}", "<=", {n})
[condition][trait_in_ge t:trait n:int]trait {t} is in {n} days or more=daysUntilTrait("{t}", ">=", {n})
[condition][trait_ago_eq t:trait n:int]trait {t} was exactly {n} days ago=daysSinceTrait("{t}", "==", {n})
[condition][trait_ago_le t:trait n:int]trait {t} was {n} days ago or less=daysSinceTrait("{t}", "<=", {n})
[condition][trait_ago_ge t:trait n:int]trait {t} was {n} days ago or more=daysSinceTrait("{t}", ">=", {n})
[condition][birthday_today]birthday is today=daysUntilAnniversary("birthday", "==", 0)
[condition][birthday_in_eq n:int]birthday is in {n} days=daysUntilAnniversary("birthday", "==", {n})
[condition][birthday_in_le n:int]birthday is in {n} days or less=daysUntilAnniversary("birthday", "<=", {n})
[condition][birthday_ago_eq n:int]birthday was {n} days ago=daysSinceAnniversary("birthday", "==", {n})
[condition][birthday_ago_le n:int]birthday was {n} days ago or less=daysSinceAnniversary("birthday", "<=", {n})
[condition][birthday_month]birthday is this month=anniversaryThisMonth("birthday")
[condition][anniversary_today t:trait]anniversary of {t} is today=daysUntilAnniversary("{t}", "==", 0)
[condition][anniversary_in_eq t:trait n:int]anniversary of {t} is in {n} days=daysUntilAnniversary("{t}", "==", {n})
[condition][anniversary_in_le t:trait n:int]anniversary of {t} is in {n} days or less=daysUntilAnniversary("{t}", "<=", {n})
[condition][age_ge n:int]is {n} years old or older=age(">=", {n})
[condition][age_lt n:int]is younger than {n} years=age("<", {n})

# today, by the customer's own clock
[condition][today_weekday]today is a weekday=weekday("<=", 5)
[condition][today_weekend]today is at the weekend=weekday(">=", 6)
[condition][today_is w:weekday]today is {w}=weekday("==", {w})
[condition][today_is_not w:weekday]today is not {w}=weekday("!=", {w})
[condition][time_in t:time u:time]local time is from {t} to {u}=localTime({t}, {u})
[condition][time_not_in t:time u:time]local time is not from {t} to {u}=!localTime({t}, {u})
[condition][month_day_eq n:int]today is day {n} of the month=dayOfMonth("==", {n})
[condition][month_day_ge n:int]today is day {n} of the month or later=dayOfMonth(">=", {n})
[condition][month_day_le n:int]today is day {n} of the month or earlier=dayOfMonth("<=", {n})
[condition][month_is n:int]this month is month {n}=month("==", {n})

# dividing everybody at random; each division by a name of its own
[condition][split_first p:percent s:text]is in the first {p} of split {s}=inSplit("{s}", 0, {p})
[condition][split_rest p:percent s:text]is not in the first {p} of split {s}=!inSplit("{s}", 0, {p})
[condition][split_between p:percent q:percent s:text]is from {p} to {q} of split {s}=inSplit("{s}", {p}, {q})

# orders and money
[condition][never_ordered]has never ordered=orders == 0
[condition][ordered_once]has ordered exactly once=orders == 1
[condition][orders_eq n:int]has ordered exactly {n} times=orders == {n}
[condition][orders_ge n:int]has ordered {n} times or more=orders >= {n}
[condition][orders_lt n:int]has ordered fewer than {n} times=orders < {n}
[condition][orders_in_ge n:int d:int]has ordered {n} times or more in the last {d} days=ordersIn({d}, ">=", {n})
[condition][orders_in_lt n:int d:int]has ordered fewer than {n} times in the last {d} days=ordersIn({d}, "<", {n})
[condition][orders_not_in d:int]has not ordered in the last {d} days=ordersIn({d}, "==", 0)
[condition][orders_before_ge n:int d:int k:int]has ordered {n} times or more in the {d} days before the last {k} days=eventsBefore("order_completed", {d}, {k}, ">=", {n})
[condition][orders_before_lt n:int d:int k:int]has ordered fewer than {n} times in the {d} days before the last {k} days=eventsBefore("order_completed", {d}, {k}, "<", {n})
[condition][orders_between_ge n:int d:date k:date]has ordered {n} times or more from {d} to {k}=eventsBetween("order_completed", {d}, {k}, ">=", {n})
[condition][orders_category_ge n:int v:value]has ordered {n} times or more in category {v}=eventsWith("order_completed", "category", "{v}") >= {n}
[condition][orders_category_in_ge n:int d:int v:value]has ordered {n} times or more in the last {d} days in category {v}=eventsWithIn("order_completed", "category", "{v}", {d}, ">=", {n})
[condition][orders_category_never v:value]has never ordered in category {v}=eventsWith("order_completed", "category", "{v}") == 0
[condition][orders_drop n:int p:percent]orders in the last {n} days fell {p} or more=eventDrop("order_completed", {n}, ">=", {p})
[condition][orders_rise n:int p:growth]orders in the last {n} days rose {p} or more=eventRise("order_completed", {n}, ">=", {p})
[condition][last_order_ge n:int]last order was {n} days ago or more=daysSinceOrder(">=", {n})
[condition][last_order_le n:int]last order was {n} days ago or less=daysSinceOrder("<=", {n})
[condition][last_order_from d:date]last order was on or after {d}=lastOn("order_completed", ">=", {d})
[condition][last_order_before d:date]last order was before {d}=lastOn("order_completed", "<", {d})
[condition][first_order_ge n:int]first order was {n} days ago or more=daysSinceFirstOrder(">=", {n})
[condition][first_order_le n:int]first order was {n} days ago or less=daysSinceFirstOrder("<=", {n})
[condition][first_order_from d:date]first order was on or after {d}=firstOn("order_completed", ">=", {d})
[condition][first_order_before d:date]first order was before {d}=firstOn("order_completed", "<", {d})
[condition][spend_ge m:money]has spent {m} or more=spend >= {m}
[condition][spend_lt m:money]has spent less than {m}=spend < {m}
[condition][spend_in_ge m:money d:int]has spent {m} or more in the last {d} days=spendIn({d}, ">=", {m})
[condition][spend_in_lt m:money d:int]has spent less than {m} in the last {d} days=spendIn({d}, "<", {m})
[condition][spend_before_ge m:money d:int k:int]has spent {m} or more in the {d} days before the last {k} days=sumBefore("order_completed", {d}, {k}, ">=", {m})
[condition][spend_between_ge m:money d:date k:date]has spent {m} or more from {d} to {k}=sumBetween("order_completed", {d}, {k}, ">=", {m})
[condition][spend_category_ge m:money v:value]has spent {m} or more on category {v}=sumWith("order_completed", "category", "{v}") >= {m}
[condition][spend_category_in_ge m:money d:int v:value]has spent {m} or more in the last {d} days on category {v}=sumWithIn("order_completed", "category", "{v}", {d}, ">=", {m})
[condition][spend_drop n:int p:percent]spending in the last {n} days fell {p} or more=sumDrop("order_completed", {n}, ">=", {p})
[condition][spend_rise n:int p:growth]spending in the last {n} days rose {p} or more=sumRise("order_completed", {n}, ">=", {p})
[condition][order_of m:money]has had an order of {m} or more=eventsOf("order_completed", {m}) >= 1
[condition][order_of_in m:money d:int]has had an order of {m} or more in the last {d} days=eventsOfIn("order_completed", {m}, {d}, ">=", 1)
[condition][last_order_of m:money]last order came to {m} or more=lastOrderValue >= {m}
[condition][average_order_ge m:money]has spent {m} or more per order=averageOrder(">=", {m})
[condition][average_order_lt m:money]has spent less than {m} per order=averageOrder("<", {m})

# the customer's own rhythm: the median of the days between days with orders, of which there must be three
[condition][later_than_usual x:factor]is {x} times later than usual=laterThanUsual({x})
[condition][not_later_than_usual x:factor]is not {x} times later than usual=!laterThanUsual({x})
[condition][usual_gap_le n:int]usually orders every {n} days or more often=usualGap("<=", {n})
[condition][usual_gap_ge n:int]usually orders every {n} days or less often=usualGap(">=", {n})

# visits
[condition][registered_ge n:int]registered {n} days ago or more=daysSinceRegistered(">=", {n})
[condition][registered_le n:int]registered {n} days ago or less=daysSinceRegistered("<=", {n})
[condition][registered_from d:date]registered on or after {d}=registeredOn(">=", {d})
[condition][registered_before d:date]registered before {d}=registeredOn("<", {d})
[condition][never_visited]has never visited=visits == 0
[condition][visits_ge n:int]has visited {n} times or more=visits >= {n}
[condition][visited_in n:int]visited in the last {n} days=daysSinceVisit("<=", {n})
[condition][not_visited_in n:int]has not visited in the last {n} days=!daysSinceVisit("<=", {n})
[condition][last_visit_ge n:int]last visit was {n} days ago or more=daysSinceVisit(">=", {n})
[condition][visits_in_ge n:int d:int]visited {n} times or more in the last {d} days=visitsIn({d}, ">=", {n})
[condition][visits_in_lt n:int d:int]visited fewer than {n} times in the last {d} days=visitsIn({d}, "<", {n})
[condition][visits_before_ge n:int d:int k:int]visited {n} times or more in the {d} days before the last {k} days=eventsBefore("visit", {d}, {k}, ">=", {n})
[condition][visit_drop n:int p:percent]visits in the last {n} days fell {p} or more=visitDrop({n}, ">=", {p})
[condition][visit_rise n:int p:growth]visits in the last {n} days rose {p} or more=eventRise("visit", {n}, ">=", {p})

# carts
[condition][cart_ge m:money]cart value is {m} or more=cartValue >= {m}
[condition][cart_le m:money]cart value is {m} or less=cartValue > 0 && cartValue <= {m}
[condition][cart_has p:property v:value]cart has {p} {v}=cartHas("{p}", "{v}")

# any other event
[condition][event_in e:counted n:int]did {e} in the last {n} days=daysSinceEvent("{e}", "<=", {n})
[condition][event_not_in e:counted n:int]did not do {e} in the last {n} days=!daysSinceEvent("{e}", "<=", {n})
[condition][event_never e:counted]never did {e}=events("{e}") == 0
[condition][event_times_ge e:counted n:int]did {e} {n} times or more=events("{e}") >= {n}
[condition][event_times_lt e:counted n:int]did {e} fewer than {n} times=events("{e}") < {n}
[condition][event_times_in e:counted n:int d:int]did {e} {n} times or more in the last {d} days=eventsIn("{e}", {d}, ">=", {n})
[condition][event_times_in_lt e:counted n:int d:int]did {e} fewer than {n} times in the last {d} days=eventsIn("{e}", {d}, "<", {n})
[condition][event_times_before e:counted n:int d:int k:int]did {e} {n} times or more in the {d} days before the last {k} days=eventsBefore("{e}", {d}, {k}, ">=", {n})
[condition][event_times_between e:counted n:int d:date k:date]did {e} {n} times or more from {d} to {k}=eventsBetween("{e}", {d}, {k}, ">=", {n})
[condition][event_last_ge e:counted n:int]last did {e} {n} days ago or more=daysSinceEvent("{e}", ">=", {n})
[condition][event_first_ge e:counted n:int]first did {e} {n} days ago or more=daysSinceFirstEvent("{e}", ">=", {n})
[condition][event_first_le e:counted n:int]first did {e} {n} days ago or less=daysSinceFirstEvent("{e}", "<=", {n})
[condition][event_first_from e:counted d:date]first did {e} on or after {d}=firstOn("{e}", ">=", {d})
[condition][event_last_before e:counted d:date]last did {e} before {d}=lastOn("{e}", "<", {d})
[condition][event_drop e:counted n:int p:percent]did {e} in the last {n} days {p} less often or even less=eventDrop("{e}", {n}, ">=", {p})
[condition][event_rise e:counted n:int p:growth]did {e} in the last {n} days {p} more often or even more=eventRise("{e}", {n}, ">=", {p})
[condition][event_sum_ge e:counted m:money]amounts of {e} came to {m} or more=sum("{e}") >= {m}
[condition][event_sum_in_ge e:counted m:money d:int]amounts of {e} came to {m} or more in the last {d} days=sumIn("{e}", {d}, ">=", {m})
[condition][event_sum_in_lt e:counted m:money d:int]amounts of {e} came to less than {m} in the last {d} days=sumIn("{e}", {d}, "<", {m})
[condition][event_of e:counted m:money n:int]did {e} of {m} or more {n} times or more=eventsOf("{e}", {m}) >= {n}
[condition][event_of_in e:counted m:money n:int d:int]did {e} of {m} or more {n} times or more in the last {d} days=eventsOfIn("{e}", {m}, {d}, ">=", {n})
[condition][event_with_ge e:counted n:int p:property v:value]did {e} {n} times or more with {p} {v}=eventsWith("{e}", "{p}", "{v}") >= {n}
[condition][event_with_in_ge e:counted n:int d:int p:property v:value]did {e} {n} times or more in the last {d} days with {p} {v}=eventsWithIn("{e}", "{p}", "{v}", {d}, ">=", {n})
[condition][event_with_in_lt e:counted n:int d:int p:property v:value]did {e} fewer than {n} times in the last {d} days with {p} {v}=eventsWithIn("{e}", "{p}", "{v}", {d}, "<", {n})
[condition][event_with_never e:counted p:property v:value]never did {e} with {p} {v}=eventsWith("{e}", "{p}", "{v}") == 0
[condition][event_with_last_ge e:counted n:int p:property v:value]last did {e} {n} days ago or more with {p} {v}=daysSinceEventWith("{e}", "{p}", "{v}", ">=", {n})
[condition][event_with_last_le e:counted n:int p:property v:value]last did {e} {n} days ago or less with {p} {v}=daysSinceEventWith("{e}", "{p}", "{v}", "<=", {n})
[condition][event_with_sum_ge e:counted m:money p:property v:value]amounts of {e} came to {m} or more with {p} {v}=sumWith("{e}", "{p}", "{v}") >= {m}
[condition][event_with_sum_in_ge e:counted m:money d:int p:property v:value]amounts of {e} came to {m} or more in the last {d} days with {p} {v}=sumWithIn("{e}", "{p}", "{v}", {d}, ">=", {m})

# recency, frequency, money: scores 1 to 5 by the cells of rfm.csv
[condition][rfm_recency n:int]recency score is {n} or more=rfm("R", ">=", {n})
[condition][rfm_recency_eq n:int]recency score is exactly {n}=rfm("R", "==", {n})
[condition][rfm_recency_lt n:int]recency score is less than {n}=rfm("R", "<", {n})
[condition][rfm_frequency n:int]frequency score is {n} or more=rfm("F", ">=", {n})
[condition][rfm_frequency_eq n:int]frequency score is exactly {n}=rfm("F", "==", {n})
[condition][rfm_frequency_lt n:int]frequency score is less than {n}=rfm("F", "<", {n})
[condition][rfm_money n:int]money score is {n} or more=rfm("M", ">=", {n})
[condition][rfm_money_eq n:int]money score is exactly {n}=rfm("M", "==", {n})
[condition][rfm_money_lt n:int]money score is less than {n}=rfm("M", "<", {n})
[condition][rfm_cell c:cell]is among the {c}=rfmCell("{c}")
[condition][rfm_cell_not c:cell]is not among the {c}=!rfmCell("{c}")

# coupons
[condition][coupon_c_unused c:coupon]coupon {c} is unused=holdsUnused("{c}")
[condition][coupon_any_unused]holds an unused coupon=holdsUnused("*")
[condition][coupon_none_unused]holds no unused coupon=!holdsUnused("*")
[condition][coupon_c_expiring c:coupon n:int]coupon {c} expires unused within {n} days=couponExpiring("{c}", {n})
[condition][coupon_any_expiring n:int]a coupon expires unused within {n} days=couponExpiring("*", {n})
[condition][coupon_c_expired c:coupon n:int]coupon {c} expired unused in the last {n} days=couponExpired("{c}", {n})
[condition][coupon_any_expired n:int]a coupon expired unused in the last {n} days=couponExpired("*", {n})
[condition][coupon_c_used c:coupon]has used coupon {c}=couponUsed("{c}")
[condition][coupon_c_not_used c:coupon]has never used coupon {c}=!couponUsed("{c}")
[condition][coupon_c_used_in c:coupon n:int]used coupon {c} in the last {n} days=couponUsedIn("{c}", {n})
[condition][coupon_any_used_in n:int]used a coupon in the last {n} days=couponUsedIn("*", {n})
[condition][coupon_c_given c:coupon]was given coupon {c}=couponsIssued("{c}") >= 1
[condition][coupon_c_not_given c:coupon]was never given coupon {c}=couponsIssued("{c}") == 0

# campaigns and messages, of any campaign; whoever is kept out of one to compare with enters it as well
[condition][entered c:campaign]has entered campaign {c}=entries("{c}") >= 1
[condition][never_entered c:campaign]has never entered campaign {c}=entries("{c}") == 0
[condition][entered_in c:campaign n:int]entered campaign {c} in the last {n} days=enteredIn("{c}", {n})
[condition][not_entered_in c:campaign n:int]did not enter campaign {c} in the last {n} days=!enteredIn("{c}", {n})
[condition][in_campaign c:campaign]is in campaign {c} now=inCampaign("{c}")
[condition][not_in_campaign c:campaign]is not in campaign {c} now=!inCampaign("{c}")
[condition][received_in_ge n:int d:int]received {n} messages or more in the last {d} days=messagesIn("received", "*", "*", {d}, ">=", {n})
[condition][received_in_lt n:int d:int]received fewer than {n} messages in the last {d} days=messagesIn("received", "*", "*", {d}, "<", {n})
[condition][received_by_in_ge n:int h:channel d:int]received {n} messages or more by {h} in the last {d} days=messagesIn("received", "*", "{h}", {d}, ">=", {n})
[condition][received_by_in_lt n:int h:channel d:int]received fewer than {n} messages by {h} in the last {d} days=messagesIn("received", "*", "{h}", {d}, "<", {n})
[condition][received_c_in c:campaign n:int]received a message of campaign {c} in the last {n} days=messagesIn("received", "{c}", "*", {n}, ">=", 1)
[condition][not_received_c_in c:campaign n:int]received no message of campaign {c} in the last {n} days=messagesIn("received", "{c}", "*", {n}, "==", 0)
[condition][opened_in n:int]opened a message in the last {n} days=messagesIn("opened", "*", "*", {n}, ">=", 1)
[condition][not_opened_in n:int]opened no message in the last {n} days=messagesIn("opened", "*", "*", {n}, "==", 0)
[condition][opened_c c:campaign]opened a message of campaign {c}=messages("opened", "{c}", "*", ">=", 1)
[condition][not_opened_c c:campaign]opened no message of campaign {c}=messages("opened", "{c}", "*", "==", 0)
[condition][opened_c_in c:campaign n:int]opened a message of campaign {c} in the last {n} days=messagesIn("opened", "{c}", "*", {n}, ">=", 1)
[condition][clicked_in n:int]clicked a message in the last {n} days=messagesIn("clicked", "*", "*", {n}, ">=", 1)
[condition][not_clicked_in n:int]clicked no message in the last {n} days=messagesIn("clicked", "*", "*", {n}, "==", 0)
[condition][clicked_c c:campaign]clicked a message of campaign {c}=messages("clicked", "{c}", "*", ">=", 1)
[condition][not_clicked_c c:campaign]clicked no message of campaign {c}=messages("clicked", "{c}", "*", "==", 0)
[condition][replied_in n:int]replied to a message in the last {n} days=messagesIn("replied", "*", "*", {n}, ">=", 1)
[condition][replied_c c:campaign]replied to a message of campaign {c}=messages("replied", "{c}", "*", ">=", 1)
[condition][undelivered_in n:int]a message could not be delivered in the last {n} days=messagesIn("failed", "*", "*", {n}, ">=", 1)
[condition][received_k k:message]received message {k}=messages("received", "{k}", "*", ">=", 1)
[condition][opened_k k:message]opened message {k}=messages("opened", "{k}", "*", ">=", 1)
[condition][not_opened_k k:message]did not open message {k}=messages("opened", "{k}", "*", "==", 0)
[condition][clicked_k k:message]clicked message {k}=messages("clicked", "{k}", "*", ">=", 1)
[condition][not_clicked_k k:message]did not click message {k}=messages("clicked", "{k}", "*", "==", 0)
[condition][replied_k k:message]replied to message {k}=messages("replied", "{k}", "*", ">=", 1)
[condition][undelivered_k k:message]message {k} could not be delivered=messages("failed", "{k}", "*", ">=", 1)

# the passage through this campaign: in "exit when" and in steps
[condition][ordered_since]has ordered since entering=orderedSinceEntering("{campaign}")
[condition][visited_since]has visited since entering=visitedSinceEntering("{campaign}")
[condition][event_since e:counted]did {e} since entering=happenedSinceEntering("{campaign}", "{e}")
[condition][coupon_unused]the coupon is unused=couponUnused("{campaign}")
[condition][opened k:step]opened {k}=opened("{campaign}", "{k}")
[condition][not_opened k:step]did not open {k}=!opened("{campaign}", "{k}")
[condition][clicked k:step]clicked {k}=clicked("{campaign}", "{k}")
[condition][not_clicked k:step]did not click {k}=!clicked("{campaign}", "{k}")
[condition][replied k:step]replied to {k}=replied("{campaign}", "{k}")
[condition][not_replied k:step]did not reply to {k}=!replied("{campaign}", "{k}")
[condition][not_delivered k:step]{k} could not be delivered=undelivered("{campaign}", "{k}")

# refunds and complaints
[condition][no_open_refund]has no open refund or complaint=openCases == 0
[condition][open_refund]has an open refund=openCases > 0
[condition][refunded_in n:int]had a refund in the last {n} days=eventsIn("order_refunded", {n}, ">=", 1)
[condition][not_refunded_in n:int]had no refund in the last {n} days=eventsIn("order_refunded", {n}, "==", 0)
[condition][refund_asked_in n:int]asked for a refund in the last {n} days=eventsIn("refund_requested", {n}, ">=", 1)
[condition][complained_in n:int]complained in the last {n} days=eventsIn("case_opened", {n}, ">=", 1)

# how somebody can be reached; policy.yaml is applied to every message in any case
[condition][has_address h:channel]has an address for {h}=hasAddress("{h}")
[condition][has_no_address h:channel]has no address for {h}=!hasAddress("{h}")
[condition][has_consent t:text]has consent for {t}=hasConsent("{t}")
[condition][has_no_consent t:text]has no consent for {t}=!hasConsent("{t}")
[condition][said_stop h:channel]said stop in {h}=isSuppressed("{h}")
[condition][reachable h:channel]can be reached by {h}=hasAddress("{h}") && !isSuppressed("{h}")
[condition][unsubscribed]unsubscribed=isUnsubscribed()
[condition][minor]minor=isMinor()
