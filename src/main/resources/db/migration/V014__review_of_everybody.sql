-- A new release asks about everybody again, but touches the rows of those only for whom it changes something.

-- As of when everybody is asked again under this release; null where no other was live before.
alter table release add column review_at timestamptz;

-- The activation under which a customer was last evaluated. Whoever was not under the live release's is due at its review_at
-- at the latest, though the row may not say so: whoever locks the row heeds that.
alter table due add column activation bigint;

-- The customers, by ranges of their ids, of whom nobody has asked yet whether the live release makes them due sooner.
create table review (
    first_id bigint primary key,
    last_id  bigint not null check (last_id >= first_id)
);
