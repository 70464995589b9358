-- The people of the local authorities. They have no account in the engine at all.
create table authority_account (
    id text primary key check (id ~ '^[a-z0-9]([a-z0-9._@-]*[a-z0-9])?$'),
    name text not null check (name <> ''),
    email text,
    password text not null,
    authority_code text not null,
    enabled boolean not null default true,
    password_to_change boolean not null default false,
    created_on timestamptz not null default now(),
    created_by text not null,
    last_sign_in timestamptz
);

create index authority_account_authority on authority_account (authority_code);
