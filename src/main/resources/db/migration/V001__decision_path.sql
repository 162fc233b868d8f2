-- The decision path: who, what happened, what is due, what was decided, what leaves, and the money in it.
-- Instants are timestamptz to the millisecond; these two turn them into the epoch milliseconds the engine counts in.

create function instant(millis bigint) returns timestamptz
    language sql immutable strict parallel safe
    return to_timestamp(millis / 1000.0);

create function millis(moment timestamptz) returns bigint
    language sql immutable strict parallel safe
    return (extract(epoch from moment) * 1000)::bigint;

-- 1 customer ---------------------------------------------------------------------------------------------------------

create table customer (
    id         bigint generated always as identity primary key,
    ref        text        not null unique check (length(ref) between 1 and 200),
    zone       text,
    language   text,
    -- Who somebody is (first name and the like): for templates only, never in facts, decisions or logs.
    personal   jsonb       not null default '{}',
    created_at timestamptz not null default now()
);

create table contact_point (
    customer_id bigint  not null references customer,
    channel     text    not null,
    address     text    not null,
    usable      boolean not null default true,
    primary key (customer_id, channel, address)
);

-- 2 event: stored once, by its message id ---------------------------------------------------------------------------

create table event (
    message_id  text        primary key,
    customer_id bigint      not null references customer,
    name        text        not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null default now(),
    properties  jsonb       not null
);
create index event_of_customer on event (customer_id, occurred_at);
create index event_transition on event (occurred_at) where name = 'Lifecycle Changed';

-- 3 fact: the fold of a customer's events, written in the transaction that stores them --------------------------------

create table facts (
    customer_id bigint primary key references customer,
    history     bytea  not null
);

-- The work list. A narrow row of its own, so that finding and moving what is due never rewrites the facts; whoever locks
-- it owns the customer until commit.
create table due (
    customer_id  bigint primary key references customer,
    due_at       timestamptz,
    evaluated_at timestamptz,
    -- The earliest event since the last evaluation that happened before it.
    changed_from timestamptz,
    lifecycle    text,
    failures     int not null default 0
) with (fillfactor = 70);
create index due_next on due (due_at) where due_at is not null;

-- 4 rule --------------------------------------------------------------------------------------------------------------

create table release (
    version      text        primary key,
    files        jsonb       not null,
    activated_at timestamptz not null default now()
);

-- 6 campaign ----------------------------------------------------------------------------------------------------------

create table entry (
    id          uuid        primary key,
    customer_id bigint      not null references customer,
    campaign    text        not null,
    variant     text        not null,
    holdout     boolean     not null,
    occasion    timestamptz not null,
    entered_at  timestamptz not null,
    ended_at    timestamptz,
    end_reason  text,
    unique (customer_id, campaign, occasion)
);
create index entry_of_campaign on entry (campaign, entered_at);

-- 8 decision: body is what evaluate() said, byte for byte; since and history are what it was given ----------------------

create table decision (
    id          uuid        primary key,
    customer_id bigint      not null references customer,
    campaign    text        not null,
    entry       uuid        not null,
    step        text        not null,
    at          timestamptz not null,
    release     text        not null,
    -- As it stands after reserving coupon and budget.
    outcome     text        not null,
    reason      text,
    detail      text        not null,
    body        text        not null,
    since       timestamptz not null,
    profile     jsonb       not null,
    history     bytea       not null
);
create index decision_of_customer on decision (customer_id, at);
create index decision_of_campaign on decision (campaign, outcome, reason);

-- 9 offer: limits that everybody shares, each kept by one conditional update --------------------------------------------

create table offer (
    code   text   primary key,
    stock  bigint not null,
    issued bigint not null default 0 check (issued >= 0)
);

-- scope is campaign:<name> or month:<yyyy-mm>; amounts in millionths of the currency.
create table budget (
    scope           text   primary key,
    limit_micros    bigint,
    reserved_micros bigint not null default 0 check (reserved_micros >= 0),
    spent_micros    bigint not null default 0 check (spent_micros >= 0)
);

create table coupon (
    code             text        primary key,
    offer            text        not null references offer,
    customer_id      bigint      not null references customer,
    touchpoint       uuid        not null unique,
    campaign         text        not null,
    issued_at        timestamptz not null,
    expires_at       timestamptz not null,
    redeemed_at      timestamptz,
    redeemed_by      text,
    -- Set when an unused coupon expired, or its message will never be sent: its money is free again.
    freed_at         timestamptz,
    liability_micros bigint      not null,
    month_scope      text        not null,
    check (redeemed_at is null or freed_at is null)
);
create index coupon_to_free on coupon (expires_at) where redeemed_at is null and freed_at is null;
create index coupon_of_customer on coupon (customer_id);

-- 10 touchpoint: the ledger ---------------------------------------------------------------------------------------------

create table touchpoint (
    id           uuid        primary key,
    customer_id  bigint      not null references customer,
    campaign     text        not null,
    entry        uuid        not null references entry,
    step         text        not null,
    channel      text        not null,
    template     text        not null,
    language     text        not null,
    coupon       text,
    state        text        not null default 'planned' check (state in
        ('planned', 'claimed', 'sending', 'accepted', 'rejected', 'dropped', 'in_doubt')),
    send_at      timestamptz not null,
    too_old_at   timestamptz not null,
    cost_micros  bigint      not null,
    attempts     int         not null default 0,
    fence        bigint      not null default 0,
    claimed_by   text,
    lease_until  timestamptz,
    provider_id  text,
    reason       text,
    detail       text,
    settled_at   timestamptz,
    sandboxed    boolean     not null default false,
    unique (entry, step, channel)
);
create index touchpoint_to_send on touchpoint (send_at) where state = 'planned';
create index touchpoint_leased on touchpoint (lease_until) where state in ('claimed', 'sending');
create index touchpoint_of_customer on touchpoint (customer_id, send_at);
create index touchpoint_in_doubt on touchpoint (settled_at) where state = 'in_doubt';

-- Messages kept instead of sent: personal data, for looking at.
create table sandbox_message (
    touchpoint uuid        primary key references touchpoint,
    kept_at    timestamptz not null,
    title      text        not null,
    body       text        not null,
    html       text
);
create index sandbox_message_kept on sandbox_message (kept_at);

-- Addresses that may not be written to, whoever they belong to; by SHA-256, so that an erased address stays suppressed.
create table suppression (
    channel      text        not null,
    address_hash bytea       not null,
    reason       text        not null,
    since        timestamptz not null default now(),
    primary key (channel, address_hash)
);

-- intake ----------------------------------------------------------------------------------------------------------------

-- Webhook deliveries taken: the same id and timestamp a second time is a replay.
create table hook_delivery (
    hook        text        not null,
    delivery_id text        not null,
    sent_at     timestamptz not null,
    received_at timestamptz not null default now(),
    primary key (hook, delivery_id, sent_at)
);

-- Sweeps and other scheduled runs: the same scheduled time runs once, on whatever node.
create table scheduled_run (
    job          text        not null,
    scheduled_at timestamptz not null,
    node         text        not null,
    started_at   timestamptz not null default now(),
    primary key (job, scheduled_at)
);
