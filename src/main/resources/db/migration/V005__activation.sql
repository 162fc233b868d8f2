-- Which release is live: the one activated last, whatever a simulated clock said at the time.
create sequence release_activation;
alter table release add column activation bigint;
update release set activation = before.place
  from (select version, row_number() over (order by activated_at) as place from release) before
 where before.version = release.version;
select setval('release_activation', (select count(*) + 1 from release));
alter table release alter column activation set default nextval('release_activation');
alter table release alter column activation set not null;
create unique index release_by_activation on release (activation);
