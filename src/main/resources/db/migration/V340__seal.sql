-- Every certificate that this installation has sealed with: a document stays one of ours after the certificate is renewed.
create table seal_certificate (
    sha256        text        primary key,
    subject       text        not null,
    not_before    timestamptz not null,
    not_after     timestamptz not null,
    demonstration boolean     not null,
    certificate   bytea       not null,
    known_since   timestamptz not null
);
create trigger seal_certificate_append_only before update or delete or truncate on seal_certificate
    for each statement execute function append_only();

-- The key that the demonstration makes for itself, the same for all its nodes; never used outside the demonstration.
create table demo_seal (
    id          bigint      generated always as identity primary key,
    certificate bytea       not null,
    private_key bytea       not null,
    not_after   timestamptz not null,
    made_at     timestamptz not null
);
