-- The documents of the label as they were issued: append-only, found again byte for byte. Personal: issued_by and
-- issued_by_id; the content names signatories, experts and deciders.
create table issued_document (
    id                bigint generated always as identity primary key,
    code              uuid        not null unique,
    reference         text        not null references dossier,
    kind              text        not null,
    stage             text        not null,
    round             int         not null check (round > 0),
    number            int         not null check (number > 0),
    signed            boolean     not null,
    step              text        not null,
    effect            text        not null unique,
    process_version   text,
    title             text        not null,
    file_name         text        not null,
    size              bigint      not null,
    pages             int         not null,
    sha256            text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    seal              text,
    demonstration     boolean     not null,
    issued_by_id      text        not null,
    issued_by         text        not null,
    issued_at         timestamptz not null,
    correction_reason text,
    -- a document is corrected once: the correction of a correction corrects the latest
    replaces          bigint unique references issued_document,
    unique (reference, kind, stage, round, number),
    check ((replaces is null) = (correction_reason is null))
);
create index issued_document_sha256 on issued_document (sha256);

create table issued_document_content (
    document bigint primary key references issued_document,
    content  bytea not null
);

create trigger issued_document_append_only before update or delete or truncate on issued_document
    for each statement execute function append_only();
create trigger issued_document_content_append_only before update or delete or truncate on issued_document_content
    for each statement execute function append_only();
