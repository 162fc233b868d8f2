-- What providers and readers tell of a message after it left.

alter table touchpoint
    -- Whom it was sent to, by SHA-256: a bounce concerns the address it went to, whatever the customer's address is by now.
    add column address_hash bytea,
    -- When a receipt showed that the provider took it. It was sent, then, whatever the provider's answer had been.
    add column taken_at timestamptz;

create index touchpoint_of_provider on touchpoint (provider_id, channel) where provider_id is not null;
create index contact_point_address on contact_point (address, channel);
