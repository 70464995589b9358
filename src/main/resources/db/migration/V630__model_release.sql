-- Models put into service: asked for, approved, deployed in one transaction with the engine's own tables.
create table model_release (
    id              bigint      primary key generated always as identity,
    origin          text        not null check (origin in ('DRAFTS', 'ROLL_BACK', 'APPLICATION')),
    reason          text        not null check (reason ~ '\S'),
    author_id       text        not null,
    author_name     text        not null,
    requested_at    timestamptz not null,
    state           text        not null
        check (state in ('REQUESTED', 'REFUSED', 'DEPLOYED', 'FAILED', 'WITHDRAWN')),
    decided_by_id   text,
    decided_by_name text,
    decided_at      timestamptz,
    decision        text,
    failure         text,
    deployment_id   text        unique,
    revision        integer     not null default 1 check (revision > 0),
    check ((state = 'DEPLOYED') = (deployment_id is not null)),
    check ((state in ('REFUSED', 'DEPLOYED', 'WITHDRAWN')) = (decided_at is not null)),
    check ((decided_at is null) = (decided_by_id is null)),
    check (state not in ('REFUSED', 'WITHDRAWN') or decision ~ '\S')
);
create index model_release_open on model_release (state) where state in ('REQUESTED', 'FAILED');

-- what was chosen, at the revision that was frozen
create table model_release_draft (
    release      bigint  not null references model_release,
    position     integer not null,
    draft        bigint  not null references model_draft,
    kind         text    not null,
    key          text    not null,
    resource     text    not null,
    title        text    not null,
    base_version integer,
    revision     integer not null,
    primary key (release, position)
);
create index model_release_draft_draft on model_release_draft (draft);

-- exactly what is deployed
create table model_release_file (
    release  bigint  not null references model_release,
    position integer not null,
    name     text    not null,
    content  bytea   not null,
    primary key (release, position),
    unique (release, name)
);

-- what the checks said and somebody accepted
create table model_release_finding (
    release      bigint  not null references model_release,
    moment       text    not null check (moment in ('REQUEST', 'APPROVAL')),
    position     integer not null,
    file         text    not null,
    element      text,
    element_name text,
    severity     text    not null,
    rule         text    not null,
    message      text    not null,
    advice       text    not null,
    primary key (release, moment, position)
);

-- what it made
create table model_release_version (
    release       bigint  not null references model_release,
    position      integer not null,
    kind          text    not null,
    key           text    not null,
    version       integer not null,
    definition_id text    not null,
    before        integer,
    carried       boolean not null,
    primary key (release, position)
);
create index model_release_version_model on model_release_version (kind, key, version);

-- who did what, when and why
create table model_journal (
    id         bigint      primary key generated always as identity,
    release    bigint      not null references model_release,
    at         timestamptz not null,
    kind       text        not null check (kind in
        ('REQUESTED', 'APPROVED', 'DEPLOYED', 'REFUSED', 'WITHDRAWN', 'FAILED', 'ROLLED_BACK', 'BROUGHT')),
    actor_id   text        not null,
    actor_name text        not null,
    note       text        not null
);
create index model_journal_release on model_journal (release, id);

-- files that the application brought, as they were when it last started with others
create table packaged_model (
    name    text        primary key,
    content bytea       not null,
    seen_at timestamptz not null
);

create trigger model_release_draft_append_only before update or delete or truncate on model_release_draft
    for each statement execute function append_only();
create trigger model_release_file_append_only before update or delete or truncate on model_release_file
    for each statement execute function append_only();
create trigger model_release_finding_append_only before update or delete or truncate on model_release_finding
    for each statement execute function append_only();
create trigger model_release_version_append_only before update or delete or truncate on model_release_version
    for each statement execute function append_only();
create trigger model_journal_append_only before update or delete or truncate on model_journal
    for each statement execute function append_only();

-- a release is decided once; what was asked, by whom and why never changes
create function model_release_decided_once() returns trigger language plpgsql as
$$
begin
    if old.state not in ('REQUESTED', 'FAILED') then
        raise exception 'release % is decided', old.id;
    end if;
    if (new.id, new.origin, new.reason, new.author_id, new.author_name, new.requested_at)
        is distinct from (old.id, old.origin, old.reason, old.author_id, old.author_name, old.requested_at) then
        raise exception 'what release % asked for does not change', old.id;
    end if;
    return new;
end;
$$;
create trigger model_release_decided_once before update on model_release
    for each row execute function model_release_decided_once();
create trigger model_release_kept before delete or truncate on model_release
    for each statement execute function append_only();
