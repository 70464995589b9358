-- The exact file that a signature is about. Signatures given on a text alone, before documents were issued, have no row.
create table signature_document (
    signature bigint not null primary key references signature,
    document  bigint not null references issued_document,
    sha256    text   not null check (sha256 ~ '^[0-9a-f]{64}$')
);
create index signature_document_document on signature_document (document);
create trigger signature_document_append_only before update or delete or truncate on signature_document
    for each statement execute function append_only();
