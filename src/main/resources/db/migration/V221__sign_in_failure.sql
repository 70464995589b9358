-- Failed sign-ins, counted by all nodes together. A row is forgotten when it is old (ecoquartier.sign-in.throttle.memory).
create table sign_in_failure (
    -- pair: a source on an account; address: a source on all accounts; account: all sources on an account
    kind text not null check (kind in ('account', 'address', 'pair')),
    account text not null,
    -- an address, or a browser that is known for the account
    source text not null,
    failures integer not null check (failures > 0),
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (kind, account, source)
);

create index sign_in_failure_last on sign_in_failure (last_at);

-- Browsers on which somebody has signed in: their owner is heard whatever others do from the same address.
create table known_browser (
    token_hash text not null,
    account text not null,
    last_used timestamptz not null,
    primary key (token_hash, account)
);
