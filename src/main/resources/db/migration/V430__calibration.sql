-- What the pilot tests say of the référentiel under test, and what was decided. Nothing of it is ever changed: a new
-- analysis, another decision or another transfer is another row.
create table calibration_analysis (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    effect      text        not null unique,
    -- computed while tests still run: not for those who still have to rate
    provisional boolean     not null,
    referentiel text        not null,
    seed        bigint      not null,
    -- which check and which ratings of each pilot it is computed from
    sources     jsonb       not null,
    content     jsonb       not null,
    computed_by text        not null,
    computed_at timestamptz not null
);
create index calibration_analysis_campaign on calibration_analysis (campaign, id);

create table calibration_decision (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    indicator   text        not null,
    -- from 1; two people never decide the same revision
    revision    int         not null check (revision > 0),
    analysis    bigint      not null references calibration_analysis,
    proposal    text        not null,
    choice      text        not null,
    thresholds  jsonb       not null,
    reason      text        not null,
    author_id   text        not null,
    author_name text        not null,
    author_role text        not null,
    decided_at  timestamptz not null,
    unique (campaign, indicator, revision)
);

create table calibration_transfer (
    id          bigint generated always as identity primary key,
    campaign    text        not null references campaign,
    draft       bigint      not null,
    report      jsonb       not null,
    author_id   text        not null,
    author_name text        not null,
    done_at     timestamptz not null
);
create index calibration_transfer_campaign on calibration_transfer (campaign, id);

create trigger calibration_analysis_append_only before update or delete or truncate on calibration_analysis
    for each statement execute function append_only();
create trigger calibration_decision_append_only before update or delete or truncate on calibration_decision
    for each statement execute function append_only();
create trigger calibration_transfer_append_only before update or delete or truncate on calibration_transfer
    for each statement execute function append_only();
