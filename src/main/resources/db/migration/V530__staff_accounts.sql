-- What the engine's identity tables do not know of a member of the staff. No row: enabled, with a password of their own.
create table staff_account (
    user_id            text        primary key,
    enabled            boolean     not null default true,
    password_to_change boolean     not null default false,
    -- rises with every change of the account, so that sessions and edit forms notice
    revision           integer     not null default 0,
    last_sign_in       timestamptz
);

-- What was done to the accounts, of the staff and of the authorities.
create table account_journal (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null,
    account text        not null,
    by_id   text        not null,
    by_name text        not null,
    kind    text        not null,
    text    text        not null,
    reason  text
);
create index account_journal_account on account_journal (account, id);
create trigger account_journal_append_only before update or delete or truncate on account_journal
    for each statement execute function append_only();
