-- Who stands in for whom, in which role and for which days (both included).
create table stand_in (
    id         bigint      generated always as identity primary key,
    absent     text        not null,
    substitute text        not null,
    role       text        not null,
    from_on    date        not null,
    until_on   date        not null,
    reason     text,
    named_by   text        not null,
    named_at   timestamptz not null,
    ended_by   text,
    ended_at   timestamptz,
    check (until_on >= from_on),
    check (absent <> substitute),
    check ((ended_by is null) = (ended_at is null))
);
create index stand_in_absent on stand_in (absent, until_on);
create index stand_in_substitute on stand_in (substitute, until_on);

-- Tasks that a stand-in took on account of the absent person.
create table stand_in_task (
    task_id    text        primary key,
    stand_in   bigint      not null references stand_in,
    taken_at   timestamptz not null
);
create index stand_in_task_stand_in on stand_in_task (stand_in);
