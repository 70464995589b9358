-- Running instances moved from one version of a process to another: what was asked, and what became of each instance.
create table model_migration (
    id               bigint generated always as identity primary key,
    process_key      text        not null,
    process_name     text        not null,
    from_version     int         not null,
    to_version       int         not null,
    mapping          jsonb       not null,
    roles            boolean     not null default false,
    due_dates        boolean     not null default false,
    state            text        not null check (state in ('PREPARED', 'RUNNING', 'PAUSED', 'DONE', 'STOPPED')),
    prepared_by      text        not null,
    prepared_by_name text        not null,
    prepared_at      timestamptz not null,
    reason           text,
    started_by       text,
    started_by_name  text,
    started_at       timestamptz,
    ended_at         timestamptz,
    note             text,
    -- which node works on it, and until when it may be silent; the database's clock counts
    lease_owner      text,
    lease_until      timestamptz,
    check (state = 'PREPARED' or (reason is not null and started_at is not null))
);
create index model_migration_process on model_migration (process_key, id);
-- two at once would meet in the same instances
create unique index model_migration_one_at_once on model_migration (process_key) where state in ('RUNNING', 'PAUSED');

create table model_migration_item (
    migration   bigint  not null references model_migration on delete cascade,
    position    int     not null,
    instance_id text    not null,
    reference   text,
    authority   text,
    operation   text,
    region_code text,
    stage       text,
    waits       jsonb   not null,
    wait_ids    text[]  not null,
    blockers    jsonb   not null,
    remarks     jsonb   not null,
    state       text    not null
        check (state in ('ELIGIBLE', 'BLOCKED', 'PENDING', 'MOVED', 'FAILED', 'GONE', 'LEFT')),
    message     text,
    attempts    int     not null default 0,
    not_before  timestamptz,
    done_at     timestamptz,
    primary key (migration, instance_id)
);
create index model_migration_item_state on model_migration_item (migration, state, attempts, position);

-- who started, paused, resumed or stopped it
create table model_migration_event (
    id         bigint generated always as identity primary key,
    migration  bigint      not null references model_migration on delete cascade,
    at         timestamptz not null,
    actor_id   text        not null,
    actor_name text        not null,
    text       text        not null
);
create index model_migration_event_migration on model_migration_event (migration, id);
