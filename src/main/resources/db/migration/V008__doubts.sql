-- When the last attempt began, and when its provider was last asked what became of it: messages in doubt are looked up.

alter table touchpoint
    add column begun_at timestamptz,
    add column asked_at timestamptz;
