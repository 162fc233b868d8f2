-- Who took a message, or may have it: the one to ask what became of it.
alter table touchpoint add column provider text;

-- A message that no provider took in many attempts: it keeps its coupon and its money for a while, and can be set going again.
alter table touchpoint drop constraint touchpoint_state_check;
alter table touchpoint add constraint touchpoint_state_check check (state in
    ('planned', 'claimed', 'sending', 'accepted', 'rejected', 'dropped', 'in_doubt', 'given_up'));
create index touchpoint_given_up on touchpoint (settled_at) where state = 'given_up';

-- Token buckets, shared by all nodes: of a channel (email), a provider (email/relay-a), and a provider's way to a recipient
-- domain (email/relay-a/gmail.com).
alter table rate rename column channel to way;

-- What a provider that warms up has carried on a day of UTC, shared by all nodes.
create table daily_count (
    way  text not null,
    day  date not null,
    sent int  not null check (sent >= 0),
    primary key (way, day)
);
