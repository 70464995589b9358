-- Sessions of people who are signed in, shared by all nodes. The first two tables are those of Spring Session.
create table web_session (
    primary_id char(36) primary key,
    session_id char(36) not null,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
)
-- a row is written at each request; with room left the new version stays on its page
with (fillfactor = 70);

create unique index web_session_session on web_session (session_id);
create index web_session_expiry on web_session (expiry_time);
create index web_session_principal on web_session (principal_name);

create table web_session_attributes (
    session_primary_id char(36) not null references web_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- What a sign-in tells of its session. Written before the session's own row, hence without a reference to it.
create table session_sign_in (
    session_id char(36) primary key,
    person_id text not null,
    person_name text not null,
    signed_in_at timestamptz not null,
    -- shortened: enough to recognise a place, not a person
    address text not null,
    browser text not null,
    through text not null check (through <> '')
);

create index session_sign_in_person on session_sign_in (person_id);
