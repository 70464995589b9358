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
