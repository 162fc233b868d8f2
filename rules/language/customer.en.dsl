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
[condition][lifecycle_days_ge n:int]has been in this lifecycle state for {n} days or more=daysInLifecycle(">=", {n})
[condition][in_segment s:segment]is in segment {s}=segment("{s}")
[condition][not_in_segment s:segment]is not in segment {s}=!segment("{s}")

# tags and traits
[condition][has_tag s:tag]has tag {s}=hasTag("{s}")
[condition][has_no_tag s:tag]has no tag {s}=!hasTag("{s}")
[condition][trait_is t:text v:text]trait {t} is {v}=traitIs("{t}", "{v}")

# orders and money
[condition][never_ordered]has never ordered=orders == 0
[condition][ordered_once]has ordered exactly once=orders == 1
[condition][orders_eq n:int]has ordered exactly {n} times=orders == {n}
[condition][orders_ge n:int]has ordered {n} times or more=orders >= {n}
[condition][orders_lt n:int]has ordered fewer than {n} times=orders < {n}
[condition][orders_in_ge n:int d:int]has ordered {n} times or more in the last {d} days=ordersIn({d}, ">=", {n})
[condition][orders_in_lt n:int d:int]has ordered fewer than {n} times in the last {d} days=ordersIn({d}, "<", {n})
[condition][last_order_ge n:int]last order was {n} days ago or more=daysSinceOrder(">=", {n})
[condition][last_order_le n:int]last order was {n} days ago or less=daysSinceOrder("<=", {n})
[condition][first_order_ge n:int]first order was {n} days ago or more=daysSinceFirstOrder(">=", {n})
[condition][spend_ge m:money]has spent {m} or more=spend >= {m}
[condition][spend_in_ge m:money d:int]has spent {m} or more in the last {d} days=spendIn({d}, ">=", {m})
[condition][spend_in_lt m:money d:int]has spent less than {m} in the last {d} days=spendIn({d}, "<", {m})

# visits
[condition][registered_ge n:int]registered {n} days ago or more=daysSinceRegistered(">=", {n})
[condition][registered_le n:int]registered {n} days ago or less=daysSinceRegistered("<=", {n})
[condition][visited_in n:int]visited in the last {n} days=daysSinceVisit("<=", {n})
[condition][not_visited_in n:int]has not visited in the last {n} days=!daysSinceVisit("<=", {n})
[condition][visits_in_ge n:int d:int]visited {n} times or more in the last {d} days=visitsIn({d}, ">=", {n})
[condition][visit_drop n:int p:percent]visits in the last {n} days fell {p} or more=visitDrop({n}, ">=", {p})
[condition][cart_ge m:money]cart value is {m} or more=cartValue >= {m}

# other events
[condition][event_in e:event n:int]did {e} in the last {n} days=daysSinceEvent("{e}", "<=", {n})
[condition][event_times_in e:event n:int d:int]did {e} {n} times or more in the last {d} days=eventsIn("{e}", {d}, ">=", {n})
[condition][event_never e:event]never did {e}=events("{e}") == 0

# recency, frequency, money: scores 1 to 5 by the cells of rfm.csv
[condition][rfm_recency n:int]recency score is {n} or more=rfm("R", ">=", {n})
[condition][rfm_frequency n:int]frequency score is {n} or more=rfm("F", ">=", {n})
[condition][rfm_money n:int]money score is {n} or more=rfm("M", ">=", {n})

# the passage through this campaign: in "exit when" and in steps
[condition][ordered_since]has ordered since entering=orderedSinceEntering("{campaign}")
[condition][visited_since]has visited since entering=visitedSinceEntering("{campaign}")
[condition][event_since e:event]did {e} since entering=happenedSinceEntering("{campaign}", "{e}")
[condition][coupon_unused]the coupon is unused=couponUnused("{campaign}")
[condition][coupon_c_unused c:coupon]coupon {c} is unused=holdsUnused("{c}")
[condition][opened k:step]opened {k}=opened("{campaign}", "{k}")
[condition][not_opened k:step]did not open {k}=!opened("{campaign}", "{k}")
[condition][clicked k:step]clicked {k}=clicked("{campaign}", "{k}")
[condition][not_clicked k:step]did not click {k}=!clicked("{campaign}", "{k}")
[condition][not_delivered k:step]{k} could not be delivered=undelivered("{campaign}", "{k}")

# what forbids a message
[condition][no_open_refund]has no open refund or complaint=openCases == 0
[condition][open_refund]has an open refund=openCases > 0
[condition][unsubscribed]unsubscribed=isUnsubscribed()
[condition][minor]minor=isMinor()
