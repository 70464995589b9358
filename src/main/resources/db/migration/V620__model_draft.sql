-- Drafts of models: every revision is kept, and so is what lost a race between two people.
-- Contents are bytes: a draft may hold whatever somebody typed or uploaded, well-formed or not.
create table model_draft (
    id             bigint      primary key generated always as identity,
    kind           text        not null check (kind in ('PROCESS', 'DECISION', 'FORM')),
    key            text        not null check (key ~ '\S'),
    resource       text        not null check (resource ~ '\S'),
    title          text        not null check (title ~ '\S'),
    base_version   integer     check (base_version > 0),
    state          text        not null default 'OPEN' check (state in ('OPEN', 'RELEASED', 'DISCARDED')),
    revision       integer     not null check (revision > 0),
    closed_at      timestamptz,
    closed_by_id   text,
    closed_by_name text,
    closed_reason  text,
    check ((state = 'OPEN') = (closed_at is null)),
    check (state <> 'DISCARDED' or (closed_by_id is not null and closed_reason ~ '\S'))
);
create index model_draft_open on model_draft (state) where state = 'OPEN';
create index model_draft_model on model_draft (kind, key);

create table model_draft_revision (
    draft       bigint      not null references model_draft,
    revision    integer     not null check (revision > 0),
    content     bytea       not null check (length(content) <= 2097152),
    author_id   text        not null,
    author_name text        not null,
    saved_at    timestamptz not null,
    primary key (draft, revision)
);

-- what somebody drew on an older revision: kept until they make a draft of it or let it go
create table model_draft_aside (
    id            bigint      primary key generated always as identity,
    draft         bigint      not null references model_draft,
    base_revision integer     not null,
    content       bytea       not null check (length(content) <= 2097152),
    author_id     text        not null,
    author_name   text        not null,
    saved_at      timestamptz not null,
    settled       text        check (settled in ('NEW_DRAFT', 'DROPPED')),
    settled_at    timestamptz,
    settled_by    text
);
create index model_draft_aside_open on model_draft_aside (draft) where settled is null;

create function refuse_model_draft_history_change() returns trigger language plpgsql as $$
begin
    raise exception 'the history of model drafts is append-only (% on %)', tg_op, tg_table_name;
end;
$$;

create trigger model_draft_revision_append_only
    before update or delete on model_draft_revision
    for each row execute function refuse_model_draft_history_change();
create trigger model_draft_revision_not_truncated
    before truncate on model_draft_revision
    for each statement execute function refuse_model_draft_history_change();
