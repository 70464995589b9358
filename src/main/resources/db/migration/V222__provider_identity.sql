-- Accounts of people who sign in through an identity provider. Who somebody is, is the issuer and the subject; never a name.
create table provider_identity (
    issuer text not null,
    subject text not null,
    person_id text not null unique,
    -- in the engine's identity tables, or in authority_account
    staff boolean not null,
    linked_at timestamptz not null,
    last_sign_in timestamptz not null,
    primary key (issuer, subject)
);

-- Identities that would get the name of an account that is there already; an administrator says whether it is theirs.
create table provider_claim (
    id bigint generated always as identity primary key,
    issuer text not null,
    subject text not null,
    account text not null,
    name text not null,
    email text,
    asked_at timestamptz not null,
    unique (issuer, subject)
);
