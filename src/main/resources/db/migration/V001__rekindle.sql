-- Placeholder until the schema stands: gives the migrations something to run.
create table rekindle (
    made_at timestamptz not null default now()
);
comment on table rekindle is 'When this database was made.';
insert into rekindle default values;
