# 与 structure.en.dsl 编号相同、含义相同；含义只写在英文文件里。

# 活动的设置
[keyword][campaign]活动=
[keyword][campaign_name]名称=
[keyword][trigger]触发=
[keyword][audience]人群=
[keyword][exit_when]退出条件=
[keyword][re_entry]再次进入=
[keyword][goal]目标=
[keyword][holdout]对照组=
[keyword][campaign_budget]预算=
[keyword][variants]变体=
[keyword][steps]步骤=
[keyword][group_any_of]任一=

# 触发
[consequence][every_day time:time]每天 {time}=
[consequence][every_week day:weekday time:time]每{day} {time}=
[consequence][every_month day:int time:time]每月 {day} 日 {time}=
[consequence][on_event event:event_name]事件 {event}=
[consequence][after_event delay:duration event:event_name]事件 {event} 之后 {delay}=
[consequence][on_webhook webhook:webhook]回调 {webhook}=

# 再次进入、目标和变体
[consequence][never_again]不再进入=
[consequence][again_after delay:duration]{delay}后=
[consequence][reached_within event:event within:duration]{within}内 {event}=
[consequence][variant_share variant:name share:share]{variant} {share}=

# 步骤
[consequence][step when:timing action:action]{when}，{action}=
[consequence][step_if when:timing conditions:conditions action:action]{when}，如果{conditions}，{action}=
[consequence][and]且=
[consequence][at_once]立即=
[consequence][later delay:duration]{delay}后=
[consequence][after_step delay:duration step:step]{step} 之后 {delay}=
[consequence][before_expiry ahead:duration]优惠券到期前 {ahead}=
[consequence][send channel:channel template:template]发送{channel} {template}=
[consequence][send_with_coupon channel:channel template:template coupon:coupon]发送{channel} {template}，附券 {coupon}=

# 分群的设置
[keyword][segment_label]名称=
[keyword][segment_any_of]任一=
[keyword][segment_all_of]全部=

# 策略的设置
[keyword][timezone]时区=
[keyword][currency]货币=
[keyword][quiet_hours]免打扰=
[keyword][when_quiet]免打扰时=
[keyword][frequency_cap]频次上限=
[keyword][when_capped]达到上限时=
[keyword][priority]优先级=
[keyword][no_send_days]不发送日=
[keyword][consent]授权=
[keyword][never_contact]不联系=
[keyword][month_budget]预算=
[keyword][month]每月=
[keyword][warn_at]提醒线=
[keyword][stop_at]停发线=
[keyword][cost]成本=
[keyword][fair_price]价格公平=
[keyword][approval]审批=
[keyword][approval_from]审批人=
[keyword][approval_above]超过时另需=
[keyword][rollout]放量=
[keyword][roll_back_if]回滚条件=
[keyword][all_channels]全部渠道=
[keyword][profiling]画像=

# 策略可以写的内容
[consequence][customers_zone zone:zone]客户所在时区，否则 {zone}=
[consequence][books_zone zone:zone]{zone}=
[consequence][from_to from:time to:time]{from}-{to}=
[consequence][hold_until_morning]等到早上再发=
[consequence][skip]不发=
[consequence][highest_priority_first]优先级高者先发=
[consequence][cap most:int per:duration]每 {per} {most} 次=
[consequence][cap_hour most:int]每小时 {most} 次=
[consequence][cap_day most:int]每天 {most} 次=
[consequence][cap_week most:int]每周 {most} 次=
[consequence][same_product gap:share]同一商品，优惠差距≤{gap}=
[consequence][above_people people:int role:name]{people} 人 → {role}=
[consequence][above_money amount:money role:name]{amount} → {role}=
[consequence][stage_for share:share time:duration]{share} 持续 {time}=
[consequence][stage share:share]{share}=
[consequence][unsubscribe_rate share:share]退订率 > {share}=
[consequence][complaint_rate share:share]投诉率 > {share}=
[consequence][delivery_rate share:share]送达率 < {share}=

# 回调的设置
[keyword][hook_event]事件=
[keyword][hook_customer]客户=
[keyword][hook_occurred_at]发生时间=
[keyword][hook_properties]属性=
