-- Erased customers, by SHA-256 of their id: nothing about them is kept, and nothing can bring them back by accident.
create table tombstone (
    ref_hash  bytea       primary key,
    erased_at timestamptz not null default now()
);
