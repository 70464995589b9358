-- Correction requests with points, the thread of a dossier, the private notes of its reviewers, and text templates.
-- Personal: author_id/author_name and text of message and private_note; saved_by/saved_by_name, aside_by/aside_by_name and the
-- texts of kept_text; answered_by/answered_by_name of correction_point_answer; person_id of read_mark; owner, written_by,
-- written_by_name of text_template and text_template_version.
-- what somebody typed and has not sent; several people may type at one place, so the number says which text was seen
create table kept_text (
    place         text primary key,
    reference     text        not null references dossier,
    text          text        not null,
    revision      int         not null,
    saved_by      text        not null,
    saved_by_name text        not null,
    saved_at      timestamptz not null,
    -- typed on a text that somebody had changed meanwhile: kept beside it, never in its place
    aside         text,
    aside_by      text,
    aside_by_name text,
    aside_at      timestamptz
);
create index kept_text_reference on kept_text (reference);

-- a point that a reviewer prepares; its words are the kept text point:<id>
create table prepared_point (
    id        bigint generated always as identity primary key,
    task_id   text        not null,
    reference text        not null references dossier,
    kind      text        not null,
    subject   text        not null,
    added_by  text        not null,
    added_at  timestamptz not null,
    unique (task_id, kind, subject)
);

-- a point as it was sent, with what it pointed at as it was then
create table correction_point (
    id       bigint generated always as identity primary key,
    request  bigint not null references correction_request,
    position int    not null,
    kind     text   not null,
    subject  text   not null,
    label    text   not null,
    value    text   not null,
    missing  text   not null,
    unique (request, position)
);
create trigger correction_point_append_only before update or delete or truncate on correction_point
    for each statement execute function append_only();

-- the answers of a request, sent back all at once; until then they are kept texts answer:<point>
create table correction_point_answer (
    point            bigint primary key references correction_point,
    answer           text        not null,
    answered_by      text        not null,
    answered_by_name text        not null,
    answered_at      timestamptz not null
);
create trigger correction_point_answer_append_only before update or delete or truncate on correction_point_answer
    for each statement execute function append_only();

create table message (
    id          bigint generated always as identity primary key,
    reference   text        not null references dossier,
    key         uuid        not null unique,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    side        text        not null check (side in ('AUTHORITY', 'REVIEWER')),
    text        text        not null check (length(text) between 1 and 4000),
    posted_at   timestamptz not null
);
create index message_reference on message (reference, id);
create trigger message_append_only before update or delete or truncate on message
    for each statement execute function append_only();

-- a table of its own: nothing that reads the thread can meet a note
create table private_note (
    id          bigint generated always as identity primary key,
    reference   text        not null references dossier,
    key         uuid        not null unique,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    text        text        not null check (length(text) between 1 and 4000),
    posted_at   timestamptz not null
);
create index private_note_reference on private_note (reference, id);
create trigger private_note_append_only before update or delete or truncate on private_note
    for each statement execute function append_only();

-- up to where somebody read the thread or the notes of a dossier
create table read_mark (
    person_id text        not null,
    reference text        not null references dossier,
    channel   text        not null check (channel in ('THREAD', 'NOTES')),
    last_id   bigint      not null,
    read_at   timestamptz not null,
    primary key (person_id, reference, channel)
);

-- a shared template has no owner
create table text_template (
    id         bigint generated always as identity primary key,
    owner      text,
    kind       text        not null,
    number     int         not null,
    title      text        not null,
    body       text        not null,
    retired_at timestamptz
);
create index text_template_owner on text_template (owner, kind);

-- every version ever written, the present one included
create table text_template_version (
    template        bigint      not null references text_template,
    number          int         not null,
    title           text        not null,
    body            text        not null,
    written_by      text        not null,
    written_by_name text        not null,
    written_at      timestamptz not null,
    primary key (template, number)
);
create trigger text_template_version_append_only before update or delete or truncate on text_template_version
    for each statement execute function append_only();
