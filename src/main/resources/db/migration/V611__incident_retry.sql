-- Failed steps that somebody had tried again, with the reason, and what came of each: kept when the engine has forgotten.
create table incident_retry (
    id           bigint generated always as identity primary key,
    title        text        not null,
    reason       text        not null,
    author_id    text        not null,
    author_name  text        not null,
    author_role  text        not null,
    requested_at timestamptz not null
);

create table incident_retry_job (
    retry      bigint not null references incident_retry,
    job_id     text   not null,
    reference  text,
    process    text   not null,
    version    int    not null,
    element    text   not null,
    name       text   not null,
    before     text   not null,
    state      text   not null check (state in ('QUEUED', 'WAITING', 'RESOLVED', 'FAILED', 'GONE')),
    effect     text,
    decided_at timestamptz,
    primary key (retry, job_id)
);
create index incident_retry_job_open on incident_retry_job (state, retry) where state in ('QUEUED', 'WAITING');
