-- What managers look at: facts kept in the transaction of the engine's own step, never read from engine variables.

-- one row per passage of an element in which work or a dossier waits: every user task ever, and every wait
create table step_fact (
    id           text primary key,
    task         boolean     not null,
    instance_id  text        not null,
    business_key text,
    reference    text,
    test         boolean     not null default false,
    -- null for what belongs to no region
    region       text,
    process      text        not null,
    version      int         not null,
    element      text        not null,
    name         text        not null,
    role         text,
    assignee     text,
    created_at   timestamptz not null,
    claimed_at   timestamptz,
    due_at       timestamptz,
    ended_at     timestamptz,
    ending       text check (ending in ('COMPLETED', 'CANCELLED')),
    seconds      bigint generated always as (extract(epoch from ended_at - created_at)::bigint) stored,
    -- process:element of the task of the same dossier whose end led here
    preceded_by  text,
    preceded_at  timestamptz,
    check ((ended_at is null) = (ending is null))
);
create index step_fact_reference on step_fact (reference, created_at) where reference is not null;
create index step_fact_open on step_fact (process, element, due_at) where ended_at is null;
create index step_fact_ended on step_fact (process, element, ended_at) include (seconds, version, test, region, ending, due_at)
    where ended_at is not null;
create index step_fact_succession on step_fact (preceded_at) where preceded_by is not null;

-- one row per passage of a dossier through a stage that it has left; every second of it belongs to exactly one of the four parts
create table stage_fact (
    reference         text        not null references dossier,
    stage             text        not null,
    round             int         not null,
    region            text        not null,
    test              boolean     not null,
    entered_at        timestamptz not null,
    left_at           timestamptz not null,
    outcome           text,
    seconds           bigint      not null,
    authority_seconds bigint      not null,
    working_seconds   bigint      not null,
    queue_seconds     bigint      not null,
    other_seconds     bigint      not null,
    primary key (reference, stage, round)
);
create index stage_fact_left on stage_fact (left_at, stage)
    include (region, test, outcome, seconds, authority_seconds, working_seconds, queue_seconds, other_seconds);

-- passages of the elements in which nothing waits: written one by one, so that no two dossiers wait for the same row, then added up by day
create table element_passage (
    process text    not null,
    version int     not null,
    element text    not null,
    region  text    not null,
    test    boolean not null,
    day     date    not null
);
create table element_day (
    process  text    not null,
    version  int     not null,
    element  text    not null,
    region   text    not null,
    test     boolean not null,
    day      date    not null,
    passages bigint  not null,
    primary key (process, element, day, version, region, test)
);

-- what usually follows a task, learnt from the last year: the forecast of load reads it
create table task_succession (
    process       text   not null,
    element       text   not null,
    next_process  text   not null,
    next_element  text   not null,
    next_name     text   not null,
    next_role     text   not null,
    followed      bigint not null,
    ended         bigint not null,
    delay_seconds bigint not null,
    learnt_at     timestamptz not null,
    primary key (process, element, next_process, next_element)
);

-- filled once from the engine's history, for what happened before these tables were there
create table fact_import (
    since       timestamptz not null,
    imported_at timestamptz,
    tasks       bigint,
    waits       bigint,
    passages    bigint
);
create unique index fact_import_single on fact_import ((true));
insert into fact_import (since) values (now());

create index dossier_opened on dossier (opened_at) include (region_code, test);
create index dossier_stage_left on dossier_stage (stage, left_at) include (reference, outcome);
create index dossier_task_role on dossier_task (role, due_at);
