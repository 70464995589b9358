-- A draft of the référentiel replayed on the dossiers: the totals are kept for good, the changes until the next replay.
create table replay (
    id             bigint generated always as identity primary key,
    draft          bigint      not null,
    draft_revision int         not null,
    effect         text        not null unique,
    ran_at         timestamptz not null,
    millis         bigint      not null default 0,
    result         jsonb       not null default '{}'
);
create index replay_draft on replay (draft, id);

create table replay_change (
    replay      bigint not null references replay,
    reference   text   not null references dossier,
    stage       text   not null,
    region_code text   not null,
    context     text   not null,
    kinds       text[] not null,
    indicators  text[] not null,
    change      jsonb  not null,
    primary key (replay, reference, stage)
);
