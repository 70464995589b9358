-- The campaigns of pilot tests: who applied, the samples computed, who holds each seat, and what happened.
create sequence campaign_number;

create table campaign (
    id                 text primary key check (id ~ '^CT-[0-9]{4}-[0-9]{2,}$'),
    name               text        not null,
    status             text        not null,
    referentiel        text        not null,
    applications_until date        not null,
    parameters         jsonb       not null,
    -- changes with every saved change of the parameters: two people never overwrite each other
    revision           int         not null default 1,
    -- published at the opening: ties between equal samples are broken by it
    seed               bigint      not null,
    demonstration      boolean     not null default false,
    opened_by          text        not null,
    opened_at          timestamptz not null,
    closed_at          timestamptz,
    retained_run       bigint
);

create table candidate (
    id                bigint generated always as identity primary key,
    campaign          text        not null references campaign,
    authority_code    text        not null,
    authority_name    text        not null,
    departement       text        not null,
    region_code       text        not null,
    population        int         not null,
    context           text        not null,
    agenda21          boolean     not null,
    hqe_amenagement   boolean     not null,
    operation         text        not null,
    -- the operation's name without accents, case and punctuation: what makes a duplicate
    folded_operation  text        not null,
    operation_stage   text        not null,
    motivation        text        not null,
    status            text        not null check (status in ('CANDIDATE', 'WITHDRAWN')),
    origin            text        not null,
    withdrawal_reason text,
    applied_by        text        not null,
    applied_at        timestamptz not null
);
create unique index candidate_once on candidate (campaign, authority_code, folded_operation) where status = 'CANDIDATE';
create index candidate_authority on candidate (authority_code);

-- what was read of a file and waits for the confirmation of the person who sent it
create table candidate_import (
    id         uuid primary key,
    campaign   text        not null references campaign,
    owner      text        not null,
    content    jsonb       not null,
    created_at timestamptz not null
);
create index candidate_import_age on candidate_import (created_at);

create table sample_run (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    effect      text        not null unique,
    revision    int         not null,
    -- computed by the process, to be commented and decided; false for what somebody only tried out
    official    boolean     not null,
    -- everything the computation was given, so that it can be done again
    request     jsonb       not null,
    -- null when the parameters could not be computed with; the problems then say why
    result      jsonb,
    problems    jsonb       not null default '[]',
    feasible    boolean     not null,
    computed_at timestamptz not null
);
create index sample_run_campaign on sample_run (campaign, id);
alter table campaign add foreign key (retained_run) references sample_run;

-- who holds, or held, a seat of the retained sample; the last row of a seat is its present holder
create table pilot (
    id        bigint generated always as identity primary key,
    campaign  text        not null references campaign,
    seat      int         not null check (seat > 0),
    candidate bigint      not null references candidate,
    effect    text        not null unique,
    reference text unique references dossier,
    state     text        not null check (state in ('NAMED', 'RUNNING', 'CLOSED', 'DROPPED_OUT')),
    reason    text,
    named_at  timestamptz not null,
    opened_at timestamptz,
    ended_at  timestamptz,
    unique (campaign, candidate)
);
create index pilot_seat on pilot (campaign, seat, id);

create table committee_comment (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    run         bigint      not null references sample_run,
    effect      text        not null unique,
    opinion     text        not null,
    text        text        not null,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    given_at    timestamptz not null
);
create index committee_comment_run on committee_comment (campaign, run, id);

create table campaign_journal (
    id         bigint generated always as identity primary key,
    campaign   text        not null references campaign,
    -- the same effect is told once, even when the engine runs its step again
    effect     text unique,
    at         timestamptz not null,
    actor_id   text        not null,
    actor_name text        not null,
    actor_role text        not null,
    kind       text        not null,
    text       text        not null,
    -- the candidate it is about: a regional service reads about those of its region only
    candidate  bigint references candidate
);
create index campaign_journal_campaign on campaign_journal (campaign, id);

create trigger campaign_journal_append_only before update or delete or truncate on campaign_journal
    for each statement execute function append_only();
create trigger sample_run_append_only before update or delete or truncate on sample_run
    for each statement execute function append_only();
create trigger committee_comment_append_only before update or delete or truncate on committee_comment
    for each statement execute function append_only();
