-- The dossier: the truth of the label. Engine variables only carry what routes the work.
create sequence dossier_number;

create table dossier (
    reference       text primary key check (reference ~ '^EQ-[0-9]{4}-[0-9]{5,}$'),
    authority_code  text        not null,
    authority_name  text        not null,
    region_code     text        not null,
    operation       text        not null,
    context         text        not null,
    details         jsonb       not null default '{}',
    referentiel     text        not null,
    stage           text        not null,
    status          text        not null,
    demonstration   boolean     not null default false,
    suspended_at    timestamptz,
    deferred_until  date,
    search_text     text        not null,
    opened_at       timestamptz not null,
    updated_at      timestamptz not null
);
create index dossier_authority on dossier (authority_code);
create index dossier_region on dossier (region_code, stage, status);

create table dossier_stage (
    reference  text        not null references dossier,
    stage      text        not null,
    round      int         not null,
    entered_at timestamptz not null,
    left_at    timestamptz,
    outcome    text,
    primary key (reference, stage, round)
);

-- what a person typed and has not yet sent, by step
create table draft (
    reference text        not null references dossier,
    step      text        not null,
    content   jsonb       not null,
    saved_by  text        not null,
    saved_at  timestamptz not null,
    primary key (reference, step)
);

create table figures (
    id           bigint generated always as identity primary key,
    reference    text        not null references dossier,
    kind         text        not null check (kind in ('BASELINE', 'PLANNED', 'MEASURED')),
    stage        text        not null,
    effect       text        not null unique,
    content      jsonb       not null,
    referentiel  text        not null,
    submitted_by text        not null,
    submitted_at timestamptz not null
);
create index figures_reference on figures (reference, kind, id);

create table objectives (
    id        bigint generated always as identity primary key,
    reference text        not null references dossier,
    effect    text        not null unique,
    content   jsonb       not null,
    fixed_by  text        not null,
    fixed_at  timestamptz not null
);
create index objectives_reference on objectives (reference, id);

create table check_report (
    id         bigint generated always as identity primary key,
    reference  text        not null references dossier,
    stage      text        not null,
    step       text        not null,
    effect     text        not null unique,
    report     jsonb       not null,
    opinion    text        not null,
    rule       text        not null,
    checked_at timestamptz not null
);
create index check_report_reference on check_report (reference, id);

create table correction_request (
    id           bigint generated always as identity primary key,
    reference    text        not null references dossier,
    stage        text        not null,
    step         text        not null,
    effect       text        not null unique,
    request      text        not null,
    due_on       date,
    requested_by text        not null,
    requested_at timestamptz not null,
    answer       text,
    answered_by  text,
    answered_at  timestamptz
);
create index correction_request_reference on correction_request (reference, id);

create table opinion (
    id          bigint generated always as identity primary key,
    reference   text        not null references dossier,
    stage       text        not null,
    step        text        not null,
    effect      text        not null unique,
    kind        text        not null,
    value       text        not null,
    reason      text        not null,
    author_id   text        not null,
    author_name text        not null,
    given_at    timestamptz not null
);
create index opinion_reference on opinion (reference, id);

create table decision (
    id              bigint generated always as identity primary key,
    reference       text        not null references dossier,
    stage           text        not null,
    step            text        not null,
    effect          text        not null unique,
    outcome         text        not null,
    outcome_label   text        not null,
    reason          text        not null,
    conditions      text,
    deferred_until  date,
    author_id       text        not null,
    author_name     text        not null,
    process_version text        not null,
    referentiel     text        not null,
    decided_at      timestamptz not null
);
create index decision_reference on decision (reference, id);

create table signature (
    id                 bigint generated always as identity primary key,
    reference          text        not null references dossier,
    stage              text        not null,
    party              text        not null check (party in ('AUTHORITY', 'CARRIER', 'STATE')),
    effect             text        not null unique,
    signatory_name     text        not null,
    signatory_function text        not null,
    signed_on          date        not null,
    signed_text        text        not null,
    sha256             text        not null,
    signed_by          text        not null,
    recorded_at        timestamptz not null
);
create index signature_reference on signature (reference, id);

create table evidence (
    id         uuid primary key,
    reference  text        not null references dossier,
    commitment text        not null,
    stage      text        not null,
    file_name  text        not null,
    media_type text        not null,
    size       bigint      not null check (size > 0 and size <= 20 * 1024 * 1024),
    sha256     text        not null,
    content    bytea       not null,
    added_by   text        not null,
    added_at   timestamptz not null,
    removed_at timestamptz
);
create index evidence_reference on evidence (reference, commitment);

create table journal (
    id              bigint generated always as identity primary key,
    reference       text        not null references dossier,
    at              timestamptz not null,
    actor_id        text        not null,
    actor_name      text        not null,
    actor_role      text        not null,
    kind            text        not null,
    stage           text        not null,
    text            text        not null,
    internal        boolean     not null,
    process_version text,
    referentiel     text        not null
);
create index journal_reference on journal (reference, id);

create function append_only() returns trigger language plpgsql as
$$
begin
    raise exception 'the table % is append-only', tg_table_name;
end
$$;
create trigger journal_append_only before update or delete or truncate on journal
    for each statement execute function append_only();
create trigger decision_append_only before update or delete or truncate on decision
    for each statement execute function append_only();
create trigger signature_append_only before update or delete or truncate on signature
    for each statement execute function append_only();

-- projection of the open user tasks, kept by the workflow room in the engine's own transaction
create table dossier_task (
    task_id    text primary key,
    reference  text        not null references dossier,
    process    text        not null,
    step       text        not null,
    name       text        not null,
    role       text        not null,
    assignee   text,
    created_at timestamptz not null,
    due_at     timestamptz,
    reminded   boolean     not null default false
);
create index dossier_task_reference on dossier_task (reference);
create index dossier_task_due on dossier_task (due_at);

-- experts, their conflicts of interest, and the trios named for a dossier
create table expert (
    user_id  text primary key,
    name     text not null,
    kind     text not null check (kind in ('NATIONAL', 'LOCAL', 'EXTERNAL')),
    employer text not null,
    -- the authority the expert works for, if any
    authority_code text,
    active   boolean not null default true
);

create table expert_interest (
    user_id        text not null references expert,
    authority_code text not null,
    reason         text not null,
    primary key (user_id, authority_code)
);

create table trio (
    id        bigint generated always as identity primary key,
    reference text        not null references dossier,
    stage     text        not null,
    effect    text        not null unique,
    national  text        not null references expert,
    local     text        not null references expert,
    external  text        not null references expert,
    named_by  text        not null,
    named_at  timestamptz not null
);
create index trio_reference on trio (reference, stage, id);

-- who stepped down, and why: never named again for that dossier
create table recusal (
    reference text        not null references dossier,
    user_id   text        not null references expert,
    reason    text        not null,
    at        timestamptz not null,
    primary key (reference, user_id)
);
