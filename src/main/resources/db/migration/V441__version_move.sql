-- Running dossiers moved on purpose to another version of the référentiel: what was compared, what was done, who was told.
create table version_move_plan (
    id               bigint generated always as identity primary key,
    version          text        not null,
    filter           text        not null,
    prepared_by      text        not null,
    prepared_by_name text        not null,
    prepared_by_role text        not null,
    prepared_at      timestamptz not null,
    reason           text,
    carried_out_by   text,
    started_at       timestamptz,
    ended_at         timestamptz
);
create index version_move_plan_version on version_move_plan (version, id);

create table version_move_item (
    plan        bigint not null references version_move_plan,
    reference   text   not null references dossier,
    region_code text   not null,
    comparison  jsonb  not null,
    difference  text   not null check (difference in ('NONE', 'RATINGS', 'OPINION', 'REFUSED')),
    state       text   not null default 'COMPARED' check (state in ('COMPARED', 'MOVED', 'FAILED')),
    message     text,
    primary key (plan, reference)
);

create table version_move (
    id                   bigint generated always as identity primary key,
    reference            text        not null references dossier,
    from_version         text        not null,
    to_version           text        not null,
    reason               text        not null,
    comparison           jsonb       not null,
    moved_by             text        not null,
    moved_by_name        text        not null,
    moved_by_role        text        not null,
    moved_at             timestamptz not null,
    acknowledged_by      text,
    acknowledged_by_name text,
    acknowledged_at      timestamptz
);
create index version_move_reference on version_move (reference, id);
