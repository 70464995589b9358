-- The instances that have ended, one line each: what the history is searched by, without the engine's variables.
-- Written in the transaction that ends an instance; those of before are taken from the engine's history at start.
create table finished_instance (
    id             text primary key,
    process        text        not null,
    process_name   text        not null,
    version        int         not null,
    reference      text,
    authority_code text,
    authority_name text,
    region_code    text,
    caller         text,
    started_at     timestamptz not null,
    ended_at       timestamptz not null,
    state          text        not null check (state in ('COMPLETED', 'STOPPED')),
    end_element    text,
    end_name       text,
    outcome        text
);
create index finished_instance_ended on finished_instance (ended_at desc, id);
create index finished_instance_reference on finished_instance (reference text_pattern_ops, ended_at desc);
create index finished_instance_process on finished_instance (process, version, ended_at desc);
create index finished_instance_process_ended on finished_instance (process, ended_at desc);
create index finished_instance_authority on finished_instance (authority_code, ended_at desc);
create index finished_instance_region on finished_instance (region_code, ended_at desc);
create index finished_instance_end on finished_instance (process, end_element, ended_at desc);
create index finished_instance_outcome on finished_instance (outcome, ended_at desc);
