-- Files in pieces of 256 KiB, so that neither an upload nor a download is ever whole in memory; versions, marks, antivirus.
-- Personal: evidence.added_by (name), added_by_id (account), proves (free text); evidence_mark.author_id, author_name, reason.
create table evidence_chunk (
    evidence uuid  not null references evidence on delete cascade,
    part     int   not null check (part >= 0),
    content  bytea not null check (octet_length(content) between 1 and 262144),
    primary key (evidence, part)
);
-- joined files are compressed already
alter table evidence_chunk alter column content set storage external;

insert into evidence_chunk (evidence, part, content)
select e.id, n, substring(e.content from n * 262144 + 1 for 262144)
from evidence e, generate_series(0, (octet_length(e.content) - 1) / 262144) n;

alter table evidence
    -- read by the release before this one only; dropped by the next
    alter column content drop not null,
    -- the versions of one piece share this
    add column piece         uuid,
    add column version       int  not null default 1 check (version > 0),
    add column proves        text check (length(proves) between 1 and 1000),
    -- the task of the authority during which it was joined, as it was called then
    add column task          text,
    add column added_by_id   text,
    add column scan          text not null default 'WAITING'
        check (scan in ('WAITING', 'CLEAN', 'INFECTED', 'REFUSED')),
    -- the name of what was found, or what the antivirus said
    add column scan_detail   text,
    add column scan_tried_at timestamptz,
    add column scan_attempts int  not null default 0,
    add column scan_next_at  timestamptz;
update evidence set piece = id;
alter table evidence alter column piece set not null;
create unique index evidence_version on evidence (piece, version);
create index evidence_to_scan on evidence (scan_next_at nulls first) where scan in ('WAITING', 'REFUSED');

-- while nodes are replaced, one of the release before joins files in its own way
create function evidence_of_the_release_before() returns trigger language plpgsql as
$$
begin
    new.piece := coalesce(new.piece, new.id);
    return new;
end
$$;
create trigger evidence_piece before insert on evidence
    for each row execute function evidence_of_the_release_before();
create function evidence_content_in_chunks() returns trigger language plpgsql as
$$
begin
    insert into ecoquartier.evidence_chunk (evidence, part, content)
    select new.id, n, substring(new.content from n * 262144 + 1 for 262144)
    from generate_series(0, (octet_length(new.content) - 1) / 262144) n;
    return null;
end
$$;
create trigger evidence_content after insert on evidence
    for each row when (new.content is not null) execute function evidence_content_in_chunks();

create table evidence_mark (
    id          bigint generated always as identity primary key,
    reference   text        not null references dossier,
    evidence    uuid        not null references evidence,
    mark        text        not null check (mark in ('TO_EXAMINE', 'ACCEPTED', 'INSUFFICIENT', 'NOT_NEEDED')),
    reason      text check (length(reason) between 1 and 2000),
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    marked_at   timestamptz not null,
    check (mark <> 'INSUFFICIENT' or reason is not null)
);
create index evidence_mark_reference on evidence_mark (reference, evidence, id);
create trigger evidence_mark_append_only before update or delete or truncate on evidence_mark
    for each statement execute function append_only();
