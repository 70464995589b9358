-- What people are to be told. An announcement is written in the transaction of the step that it tells of; a job then
-- makes one notice for each person concerned, and a mail as that person wishes. Nothing here is told twice: an effect is
-- announced once, an announcement gives a person one notice, and a mail has one identifier for all its attempts.
--
-- Personal: announcement.audience (accounts) and .content, notice.recipient, .on_behalf_of and .content,
-- mail.recipient, .recipient_name, .address, .subject, .body_text, .body_html, mail_attachment.content,
-- notification_preference.person, appointment.planned_by, .planned_by_name, .note, appointment_guest.person.

create table appointment (
    id              bigint      generated always as identity primary key,
    reference       text        not null references dossier (reference),
    stage           text        not null,
    kind            text        not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null,
    place           text        not null,
    note            text,
    -- for calendars: the identifier stays, the sequence rises with every change
    uid             text        not null unique,
    sequence        int         not null default 0,
    cancelled_at    timestamptz,
    cancelled_why   text,
    planned_by      text        not null,
    planned_by_name text        not null,
    planned_at      timestamptz not null,
    changed_at      timestamptz not null,
    check (ends_at > starts_at),
    check ((cancelled_at is null) = (cancelled_why is null))
);
create index appointment_dossier on appointment (reference, starts_at);

create table appointment_guest (
    appointment bigint not null references appointment on delete cascade,
    person      text   not null,
    primary key (appointment, person)
);

create table announcement (
    id              bigint      generated always as identity primary key,
    effect          text        not null unique,
    kind            text        not null,
    reference       text        not null references dossier (reference),
    task_id         text,
    appointment     bigint      references appointment,
    calendar        text        check (calendar in ('REQUEST', 'CANCEL')),
    audience        jsonb       not null,
    content         jsonb       not null,
    created_at      timestamptz not null default now(),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error      text,
    done_at         timestamptz,
    check ((appointment is null) = (calendar is null))
);
create index announcement_waiting on announcement (next_attempt_at, id) where done_at is null;
create index announcement_task on announcement (task_id) where task_id is not null;

create table mail (
    id              bigint      generated always as identity primary key,
    -- the announcement, or the digest of a day
    effect          text        not null,
    recipient       text        not null,
    recipient_name  text        not null,
    address         text,
    kind            text        not null,
    reference       text,
    subject         text        not null,
    body_text       text        not null,
    body_html       text        not null,
    message_id      text        not null unique,
    state           text        not null check (state in ('PENDING', 'SENDING', 'SENT', 'FAILED', 'HELD', 'NO_ADDRESS', 'GIVEN_UP')),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null default now(),
    lease           uuid,
    lease_until     timestamptz,
    -- an attempt was cut off: it may have left all the same
    uncertain       boolean     not null default false,
    last_error      text,
    created_at      timestamptz not null default now(),
    sent_at         timestamptz,
    decided_by      text,
    unique (effect, recipient),
    check ((state = 'SENDING') = (lease is not null)),
    check ((state = 'SENT') = (sent_at is not null))
);
create index mail_waiting on mail (next_attempt_at, id) where state in ('PENDING', 'SENDING');
create index mail_state on mail (state, id desc);

create table mail_attachment (
    mail       bigint not null references mail on delete cascade,
    position   int    not null,
    file_name  text   not null,
    method     text   not null check (method in ('REQUEST', 'CANCEL')),
    content    text   not null,
    primary key (mail, position)
);

create table notice (
    id           bigint      generated always as identity primary key,
    announcement bigint      not null references announcement on delete cascade,
    recipient    text        not null,
    kind         text        not null,
    reference    text        not null,
    task_id      text,
    on_behalf_of text,
    content      jsonb       not null,
    link         text        not null,
    created_at   timestamptz not null default now(),
    read_at      timestamptz,
    -- waits for the digest of its recipient
    digest       boolean     not null default false,
    mail         bigint      references mail on delete set null,
    unique (announcement, recipient)
);
create index notice_recipient on notice (recipient, id desc);
create index notice_unread on notice (recipient) where read_at is null;
create index notice_digest on notice (recipient, created_at) where digest;

create table notification_preference (
    person     text        primary key,
    mode       text        not null check (mode in ('IMMEDIATE', 'DIGEST', 'LEGAL')),
    changed_at timestamptz not null default now()
);
