-- The evaluation of test dossiers. What an evaluator gave is never changed, nor is a recorded silence.
create table kick_off (
    reference    text        primary key references dossier,
    effect       text        not null unique,
    held_on      date        not null,
    participants text        not null,
    recorded_by  text        not null,
    recorded_at  timestamptz not null
);

-- experts and partners are named; the region's service and the authority evaluate as such
create table evaluator (
    reference text        not null references dossier,
    role      text        not null check (role in ('EXPERT', 'PARTNER')),
    user_id   text        not null,
    name      text        not null,
    named_by  text        not null,
    named_at  timestamptz not null,
    primary key (reference, role, user_id)
);
create index evaluator_user on evaluator (user_id);

create table rating (
    id             bigint generated always as identity primary key,
    campaign       text        not null,
    reference      text        not null references dossier,
    effect         text        not null unique,
    role           text        not null check (role in ('DREAL', 'EXPERT', 'PARTNER', 'AUTHORITY')),
    evaluator_id   text        not null,
    evaluator_name text        not null,
    referentiel    text        not null,
    content        jsonb       not null,
    given_at       timestamptz not null,
    unique (reference, role, evaluator_id)
);
create index rating_campaign on rating (campaign, reference);
create unique index rating_of_one_service on rating (reference, role) where role in ('DREAL', 'AUTHORITY');

-- who did not answer in time; user_id is empty for the region's service and the authority
create table evaluation_silence (
    reference text        not null references dossier,
    role      text        not null check (role in ('DREAL', 'EXPERT', 'PARTNER', 'AUTHORITY')),
    user_id   text        not null,
    effect    text        not null,
    at        timestamptz not null,
    primary key (reference, role, user_id)
);

create trigger kick_off_append_only before update or delete or truncate on kick_off
    for each statement execute function append_only();
create trigger rating_append_only before update or delete or truncate on rating
    for each statement execute function append_only();
create trigger evaluation_silence_append_only before update or delete or truncate on evaluation_silence
    for each statement execute function append_only();
