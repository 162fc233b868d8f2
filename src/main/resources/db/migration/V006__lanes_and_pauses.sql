-- A message that answers something a customer has just done goes before those of a schedule.
alter table touchpoint add column urgent boolean not null default false;

drop index touchpoint_to_send;
create index touchpoint_urgent on touchpoint (channel, send_at) where state = 'planned' and urgent;
create index touchpoint_to_send on touchpoint (channel, campaign, send_at) where state = 'planned' and not urgent;

-- What is stopped: 'everything', 'campaign:<name>' or 'channel:<name>'.
create table pause (
    scope text        primary key,
    since timestamptz not null
);

-- Token buckets, shared by all nodes: how many messages of a channel may be taken up.
create table rate (
    channel   text             primary key,
    tokens    double precision not null,
    filled_at timestamptz      not null
);
