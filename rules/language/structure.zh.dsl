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

# 规则测试的设置
[keyword][test_name]名称=
[keyword][test_campaign]活动=
[keyword][test_zone]时区=
[keyword][test_at]开始于=
[keyword][test_through]经过=
[keyword][test_variant]变体=
[keyword][test_holdout]对照组=
[keyword][test_given]已知=
[keyword][test_events]事件=
[keyword][test_then]然后=
[keyword][test_expect]预期=
[keyword][event_name]事件=

# 规则测试的已知事实
[keyword][given_lifecycle]生命周期=
[keyword][given_orders]订单数=
[keyword][given_order_value]订单金额=
[keyword][given_spend]消费金额=
[keyword][given_since_order]距上次下单天数=
[keyword][given_since_first_order]距首次下单天数=
[keyword][given_visits]访问次数=
[keyword][given_visits_in days:int]近 {days} 天访问次数=
[keyword][given_visits_short days:int]近 {days} 天访问=
[keyword][given_since_visit]距上次访问天数=
[keyword][given_since_registered]注册天数=
[keyword][given_open_cases]进行中的退款或投诉=
[keyword][given_tags]标签=
[keyword][given_traits]属性=
[keyword][given_consent]授权=
[keyword][given_unsubscribed]退订=
[keyword][given_addresses]联系方式=

# 规则测试的时间
[consequence][begins date:date time:time]{date}[ {time}]=
[consequence][moment_now]现在=
[consequence][moment_today time:time]今天[ {time}]=
[consequence][moment_ago ago:duration time:time]{ago}前[ {time}]=
[consequence][moment_after delay:duration time:time]{delay}后[ {time}]=
[consequence][moment_later delay:duration time:time]再过 {delay}[ {time}]=
[consequence][moment_on date:date time:time]{date}[ {time}]=
[consequence][moment_at time:time]{time}=

# 规则测试里发生的事
[consequence][opens step:step]打开 {step}=
[consequence][clicks step:step]点击 {step}=
[consequence][loses step:step]未收到 {step}=
[consequence][uses coupon:coupon]使用 {coupon}=
[consequence][visits]访问=
[consequence][orders amount:money]下单[ {amount}]=
[consequence][registers]注册=
[consequence][unsubscribes]退订=
[consequence][happens event:told amount:money]{event}[ {amount}]=

# 规则测试的预期
[consequence][expect_enters campaign:campaign when:moment][{when} ]进入[ {campaign}]=
[consequence][expect_not_enters campaign:campaign when:moment reason:reason][{when} ]不进入[ {campaign}][，因为{reason}]=
[consequence][expect_stays_out campaign:campaign when:moment reason:reason][{when} ]未进入[ {campaign}][，因为{reason}]=
[consequence][expect_gets step:step campaign:campaign when:moment][{when} ]收到[ {campaign} 的] {step}=
[consequence][expect_nothing]什么也收不到=
[consequence][expect_not_gets step:step campaign:campaign reason:reason]收不到[ {campaign} 的] {step}[，因为{reason}]=
[consequence][expect_skips step:step campaign:campaign reason:reason]跳过[ {campaign} 的] {step}[，因为{reason}]=
[consequence][expect_exits campaign:campaign when:moment reason:reason][{when} ]退出[ {campaign}][，因为{reason}]=
[consequence][expect_not_exits campaign:campaign]不退出[ {campaign}]=
[consequence][expect_in_segment segment:segment]属于人群 {segment}=
[consequence][expect_not_in_segment segment:segment]不属于人群 {segment}=
[consequence][expect_is_in state:state]处于{state}=
[consequence][expect_becomes state:state when:moment][{when} ]变为{state}=
[consequence][expect_transitions state:state when:moment][{when} ]转为{state}=
[consequence][expect_next_look when:moment]下次查看在 {when}=

# 规则测试的原因
[consequence][because_line line:quoted]“{line}”=
[consequence][because_completed]已完成=
[consequence][because_line_not_met]有一行不成立=
[consequence][because_no_consent]未授权=
[consequence][because_suppressed]已退订或退信=
[consequence][because_frequency_cap]频次上限=
[consequence][because_quiet_hours]免打扰时段=
[consequence][because_lower_priority]优先级更高的活动在先=
[consequence][because_holdout]对照组=
[consequence][because_not_in_rollout]尚未灰度到=
[consequence][because_already_in]已在活动中或间隔太短=
[consequence][because_budget_exhausted]预算用尽=
[consequence][because_coupon_out_of_stock]优惠券已发完=
[consequence][because_data_stale]过期或数据缺失=
[consequence][because_invalid_address]没有可用地址=
[consequence][because_provider_error]服务商拒绝=
[consequence][because_cancelled]已人工取消=
