-- Events and decisions in tables of a month each, so that what is past its retention goes by dropping a table. The rows there
-- are are copied: for that long the database needs room for them twice.

-- An event is stored once for ever, whatever became of its month: 128 bits of the SHA-256 of its message id stay.
create function event_key(message_id text) returns uuid
    language sql stable parallel safe
    return encode(substring(sha256(convert_to(message_id, 'UTF8')) from 1 for 16), 'hex')::uuid;

create table event_id (
    id uuid primary key
);

alter table event rename to event_before;
alter table decision rename to decision_before;

-- By when it arrived: only the current month grows. Its id is unique by event_id, which is written in the same statement.
create table event (
    message_id  text        not null,
    customer_id bigint      not null,
    name        text        not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null default now(),
    properties  jsonb       not null
) partition by range (received_at);

-- By what let the customer in. The id is derived from entry and step, the entry from customer, campaign and occasion: two
-- rows of one id have one occasion, so the id is as unique as if it were the key alone.
create table decision (
    id          uuid        not null,
    customer_id bigint      not null,
    campaign    text        not null,
    entry       uuid        not null,
    step        text        not null,
    occasion    timestamptz not null,
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
) partition by range (occasion);

-- What has no month: a past that was replayed, a future too far off. No insert ever fails for want of a month.
create table event_default partition of event default;
create table decision_default partition of decision default;

-- Gives a month of UTC, told by its first day, a table of its own; false where nothing was done, because it has one or because
-- the default partition holds rows of it. Those stay there, and so do the month's later ones. Attaching locks the default
-- partition and reads it once; other months are written meanwhile. Callers hold the advisory lock of months.
create function add_month(parent text, month date) returns boolean
    language plpgsql as $$
declare
    name   text        := parent || to_char(month, '"_"YYYY"_"MM');
    key    text        := case parent when 'event' then 'received_at' else 'occasion' end;
    begins timestamptz := month::timestamp at time zone 'UTC';
    ends   timestamptz := (month + interval '1 month') at time zone 'UTC';
    held   boolean;
begin
    -- By the rows of the catalogue: to_regclass() may not have heard yet of what others did before they let us.
    if exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
               where i.inhparent = to_regclass(parent) and c.relname = name) then
        return false;
    end if;
    execute format('select exists (select 1 from %I where %I >= $1 and %I < $2)', parent || '_default', key, key)
        into held using begins, ends;
    if held then
        return false;
    end if;
    execute format('create table %I (like %I including all)', name, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, begins, ends);
    return true;
exception when check_violation then
    -- A row of that month came in between.
    return false;
end $$;

select add_month('event', month)
from (select distinct date_trunc('month', received_at at time zone 'UTC')::date as month from event_before) months;

select add_month('decision', month)
from (select distinct date_trunc('month', coalesce(n.occasion, d.at) at time zone 'UTC')::date as month
      from decision_before d left join entry n on n.id = d.entry) months;

insert into event_id (id) select event_key(message_id) from event_before;

insert into event (message_id, customer_id, name, occurred_at, received_at, properties)
select message_id, customer_id, name, occurred_at, received_at, properties from event_before;

-- A refusal to enter has no entry to ask, and was decided at its occasion or soon after.
insert into decision (id, customer_id, campaign, entry, step, occasion, at, release, outcome, reason, detail, body, since,
                      profile, history)
select d.id, d.customer_id, d.campaign, d.entry, d.step, coalesce(n.occasion, d.at), d.at, d.release, d.outcome, d.reason,
       d.detail, d.body, d.since, d.profile, d.history
from decision_before d left join entry n on n.id = d.entry;

drop table event_before;
drop table decision_before;

create index event_of_customer on event (customer_id, occurred_at);
create index event_transition on event (occurred_at) where name = 'Lifecycle Changed';
alter table decision add primary key (id, occasion);
create index decision_of_customer on decision (customer_id, at);
create index decision_of_campaign on decision (campaign, outcome, reason);

-- Of the default partitions, a month's rows are looked for: before it gets a table, and when it is past its retention.
create index event_default_month on event_default (received_at);
create index decision_default_month on decision_default (occasion);

analyze event;
analyze decision;
