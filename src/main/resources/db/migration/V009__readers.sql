-- What readers do with messages: the key that seals their links, and visits that are not yet known to be a person's.

create table sealing_key (
    one boolean primary key default true check (one),
    key bytea   not null check (length(key) >= 16)
);

-- A link followed or a picture loaded. It becomes a receipt a few seconds later, unless what else came in by then shows a
-- machine. Neither addresses nor browsers are kept, only what gave a machine away.
create table reader_visit (
    touchpoint uuid        not null references touchpoint on delete cascade,
    kind       text        not null check (kind in ('opened', 'clicked')),
    link       smallint    not null,
    sign       text        not null,
    at         timestamptz not null,
    settled    boolean     not null default false,
    primary key (touchpoint, kind, link, sign)
);
create index reader_visit_at on reader_visit (at);
