-- Delays of the processes that administrators changed; the others are those of the configuration.
create table delay_setting (
    key        text        primary key,
    iso        text        not null check (iso ~ '^P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?)?$'),
    changed_at timestamptz not null
);

create table delay_change (
    id       bigint      generated always as identity primary key,
    key      text        not null,
    -- null: the value of the configuration
    iso      text,
    before   text        not null,
    after    text        not null,
    reason   text        not null check (reason <> ''),
    by_id    text        not null,
    by_name  text        not null,
    at       timestamptz not null
);
create index delay_change_key on delay_change (key, id);
create trigger delay_change_append_only before update or delete or truncate on delay_change
    for each statement execute function append_only();
