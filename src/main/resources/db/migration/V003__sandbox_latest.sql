-- The page lists the messages kept in the sandbox newest first, without reading all of them.

create index sandbox_message_latest on sandbox_message (kept_at desc, touchpoint);
