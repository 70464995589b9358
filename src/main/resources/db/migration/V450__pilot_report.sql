-- What a campaign leaves behind: its report, made once per version and never changed.
create table campaign_report (
    campaign   text        not null references campaign,
    number     int         not null check (number > 0),
    effect     text        not null unique,
    -- what the report says, as shown on its page, and the same as a file
    content    jsonb       not null,
    pdf        bytea       not null,
    sha256     text        not null,
    pages      int         not null,
    written_at timestamptz not null,
    primary key (campaign, number)
);

-- what a returned report must still say; goes into the next version
create table campaign_report_remark (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    effect      text        not null unique,
    text        text        not null,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    given_at    timestamptz not null
);
create index campaign_report_remark_campaign on campaign_report_remark (campaign, id);

create table campaign_report_decision (
    id          bigint generated always as identity primary key,
    campaign    text        not null,
    number      int         not null,
    effect      text        not null unique,
    outcome     text        not null check (outcome in ('ADOPTED', 'RETURNED')),
    reason      text        not null,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    decided_at  timestamptz not null,
    foreign key (campaign, number) references campaign_report
);

create trigger campaign_report_append_only before update or delete or truncate on campaign_report
    for each statement execute function append_only();
create trigger campaign_report_remark_append_only before update or delete or truncate on campaign_report_remark
    for each statement execute function append_only();
create trigger campaign_report_decision_append_only before update or delete or truncate on campaign_report_decision
    for each statement execute function append_only();

-- when an authority first kept a draft of a task of a test dossier: its drafts go when the task is sent
create table first_draft (
    task_id   text primary key,
    reference text        not null references dossier,
    kept_at   timestamptz not null
);
create index first_draft_reference on first_draft (reference);
