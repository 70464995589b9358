-- Drafts of the next version: every revision is kept, and so is what lost a race between two editors.
create table referentiel_draft (
    id              bigint      primary key generated always as identity,
    title           text        not null check (title ~ '\S'),
    from_version    text        references referentiel_version,
    source          text,
    status          text        not null default 'OPEN' check (status in ('OPEN', 'ADOPTED', 'DISCARDED')),
    revision        integer     not null check (revision > 0),
    adopted_version text        references referentiel_version,
    example         json,
    check ((status = 'ADOPTED') = (adopted_version is not null))
);

create table referentiel_draft_revision (
    draft       bigint      not null references referentiel_draft,
    revision    integer     not null check (revision > 0),
    content     json        not null,
    summary     text        not null,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    saved_at    timestamptz not null default now(),
    primary key (draft, revision)
);

-- what somebody typed on an older revision: kept until they merge it, make a draft of it or let it go
create table referentiel_draft_aside (
    id            bigint      primary key generated always as identity,
    draft         bigint      not null references referentiel_draft,
    base_revision integer     not null,
    content       json        not null,
    summary       text        not null,
    author_id     text        not null,
    author_name   text        not null,
    author_role   text        not null,
    saved_at      timestamptz not null default now(),
    settled       text        check (settled in ('MERGED', 'NEW_DRAFT', 'DROPPED')),
    settled_at    timestamptz,
    settled_by    text,
    foreign key (draft, base_revision) references referentiel_draft_revision (draft, revision)
);
create index referentiel_draft_aside_draft on referentiel_draft_aside (draft) where settled is null;

-- which version is in force since when, and who said so: the last line counts
create table referentiel_adoption (
    number      bigint      primary key generated always as identity,
    version     text        not null references referentiel_version,
    draft       bigint      references referentiel_draft,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    adopted_at  timestamptz not null default now()
);

create function refuse_referentiel_history_change() returns trigger language plpgsql as $$
begin
    raise exception 'the history of the référentiel is append-only (% on %)', tg_op, tg_table_name;
end;
$$;

create trigger referentiel_draft_revision_append_only
    before update or delete on referentiel_draft_revision
    for each row execute function refuse_referentiel_history_change();
create trigger referentiel_draft_revision_not_truncated
    before truncate on referentiel_draft_revision
    for each statement execute function refuse_referentiel_history_change();
create trigger referentiel_adoption_append_only
    before update or delete on referentiel_adoption
    for each row execute function refuse_referentiel_history_change();
create trigger referentiel_adoption_not_truncated
    before truncate on referentiel_adoption
    for each statement execute function refuse_referentiel_history_change();
