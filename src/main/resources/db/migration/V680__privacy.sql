-- What personal data becomes: runs of the retention job, what they erased, holds, and the journal of it all.
-- Personal: retention_run.started_by/started_by_name; retention_hold.placed_by*/lifted_by*; privacy_journal.actor_*; account_erasure.account.
create table retention_run (
    id              bigint      primary key generated always as identity,
    state           text        not null check (state in ('RUNNING', 'DONE', 'STOPPED', 'FAILED')),
    -- null: the schedule
    started_by      text,
    started_by_name text,
    started_at      timestamptz not null,
    -- the day by which everything is measured, the same to the end of the run
    as_of           timestamptz not null,
    -- the node at work, and until when it is believed to be alive
    node            text        not null,
    lease_until     timestamptz not null,
    takeovers       int         not null default 0,
    stop_asked      boolean     not null default false,
    phase           text,
    ended_at        timestamptz,
    message         text,
    check ((state = 'RUNNING') = (ended_at is null))
);
-- one run at a time, on whatever node
create unique index retention_run_one on retention_run ((true)) where state = 'RUNNING';

create table retention_count (
    run      bigint not null references retention_run,
    kind     text   not null,
    subject  text   not null,
    removed  bigint not null default 0,
    replaced bigint not null default 0,
    primary key (run, kind, subject)
);

-- what was erased of a dossier; closed again later, it is due again
create table dossier_erasure (
    reference text        not null references dossier,
    kind      text        not null,
    closed_at timestamptz not null,
    erased_at timestamptz not null,
    run       bigint      not null references retention_run,
    primary key (reference, kind)
);

-- accounts of people who left and whose name is gone: what they were stays
create table account_erasure (
    account   text        primary key,
    staff     boolean     not null,
    role      text        not null,
    erased_at timestamptz not null,
    run       bigint      not null references retention_run
);

-- nothing of such a dossier is erased
create table retention_hold (
    id             bigint      primary key generated always as identity,
    reference      text        not null references dossier,
    reason         text        not null check (reason ~ '\S'),
    placed_by      text        not null,
    placed_by_name text        not null,
    placed_at      timestamptz not null,
    lifted_by      text,
    lifted_by_name text,
    lifted_at      timestamptz,
    lifted_reason  text,
    check ((lifted_at is null) = (lifted_by is null))
);
create unique index retention_hold_one on retention_hold (reference) where lifted_at is null;

create table privacy_journal (
    id         bigint      primary key generated always as identity,
    at         timestamptz not null,
    actor_id   text        not null,
    actor_name text        not null,
    kind       text        not null check (kind in ('EXPORT', 'HOLD', 'RELEASE', 'RUN', 'STOP')),
    -- an account or a dossier
    subject    text,
    text       text        not null,
    reason     text
);
create trigger privacy_journal_append_only before update or delete or truncate on privacy_journal
    for each statement execute function append_only();

-- A narrow door in tables that nobody may rewrite. It opens for a transaction that says so, for updates only, and only in
-- tables whose rows are then checked one by one by only_erasure().
create function erasing(guarded oid) returns boolean language sql stable as
$$
    select coalesce(current_setting('ecoquartier.erasure', true), '') = 'on'
        and exists (select from pg_catalog.pg_trigger
                    where tgrelid = guarded and tgname = 'only_erasure' and tgenabled in ('O', 'A'))
$$;

create or replace function append_only() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' and ecoquartier.erasing(tg_relid) then
        return null;
    end if;
    raise exception 'the table % is append-only', tg_table_name;
end
$$;

create or replace function refuse_referentiel_history_change() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' and ecoquartier.erasing(tg_relid) then
        return new;
    end if;
    raise exception 'the history of the référentiel is append-only (% on %)', tg_op, tg_table_name;
end
$$;

create or replace function refuse_model_draft_history_change() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' and ecoquartier.erasing(tg_relid) then
        return new;
    end if;
    raise exception 'the history of model drafts is append-only (% on %)', tg_op, tg_table_name;
end
$$;

create or replace function model_release_decided_once() returns trigger language plpgsql as
$$
begin
    if ecoquartier.erasing(tg_relid) then
        return new;
    end if;
    if old.state not in ('REQUESTED', 'FAILED') then
        raise exception 'release % is decided', old.id;
    end if;
    if (new.id, new.origin, new.reason, new.author_id, new.author_name, new.requested_at)
        is distinct from (old.id, old.origin, old.reason, old.author_id, old.author_name, old.requested_at) then
        raise exception 'what release % asked for does not change', old.id;
    end if;
    return new;
end
$$;

-- names in a text, each in the place where it stands
create function redact(given text, names text[]) returns text language plpgsql immutable as
$$
declare
    one text;
begin
    if given is null or names is null then
        return given;
    end if;
    for one in select n from unnest(names) n where length(n) > 3 order by length(n) desc loop
        given := replace(given, one, '[effacé]');
    end loop;
    return given;
end
$$;

-- whether a text is what it was, but for stretches of at most 200 characters that say « [effacé] »
create function redacted(was text, becomes text) returns boolean language sql immutable as
$$
    select becomes ~ '\[effacé\]' and was ~ ('^' || replace(
        regexp_replace(becomes, '([.*+?^{}()|\[\]\\$])', '\\\1', 'g'), '\[effacé\]', '.{1,200}') || '$')
$$;

-- a dossier that runs, or that is excepted, keeps everything
create function erasable(wanted text) returns boolean language sql stable as
$$
    select exists (select from ecoquartier.dossier
                   where reference = wanted and status in ('CONFIRMED', 'REFUSED', 'ABANDONED', 'WITHDRAWN', 'TERMINATED', 'LABEL_WITHDRAWN', 'TEST_ENDED'))
        and not exists (select from ecoquartier.retention_hold where reference = wanted and lifted_at is null)
$$;

-- Checks a row of a guarded table while it is erased. Arguments: « what:column » for each column that holds something
-- personal; account becomes « efface », name « personne effacée (role) », text « [effacé] » or a text with such stretches,
-- gone becomes null. Nothing else may differ. « open » as first argument: the table is not append-only otherwise.
create function only_erasure() returns trigger language plpgsql as
$$
declare
    was jsonb := to_jsonb(old);
    becomes jsonb := to_jsonb(new);
    rule text;
    kind text;
    field text;
    allowed boolean;
begin
    if coalesce(current_setting('ecoquartier.erasure', true), '') <> 'on' then
        if tg_argv[0] = 'open' then
            return new;
        end if;
        raise exception 'the table % is append-only', tg_table_name;
    end if;
    if was ? 'reference' and not ecoquartier.erasable(was ->> 'reference') then
        raise exception 'the dossier % runs or is excepted: nothing of it is erased', was ->> 'reference';
    end if;
    foreach rule in array tg_argv loop
        continue when rule = 'open';
        kind := split_part(rule, ':', 1);
        field := split_part(rule, ':', 2);
        if was ->> field is distinct from becomes ->> field then
            allowed := case kind
                when 'account' then becomes ->> field ~ '^efface(-[0-9]+)?$'
                when 'name' then becomes ->> field ~ '^personne effacée( \(.{1,120}\))?$'
                when 'text' then becomes ->> field = '[effacé]' or ecoquartier.redacted(was ->> field, becomes ->> field)
                when 'gone' then becomes ->> field is null
                else false
            end;
            if not coalesce(allowed, false) then
                raise exception 'the column % of % may only be erased', field, tg_table_name;
            end if;
        end if;
        was := was - field;
        becomes := becomes - field;
    end loop;
    if was is distinct from becomes then
        raise exception 'erasing changes nothing but what is personal in %', tg_table_name;
    end if;
    return new;
end
$$;

create trigger only_erasure before update on journal for each row
    execute function only_erasure('account:actor_id', 'name:actor_name', 'text:text');
create trigger only_erasure before update on decision for each row
    execute function only_erasure('account:author_id', 'name:author_name', 'text:reason', 'text:conditions');
create trigger only_erasure before update on signature for each row
    execute function only_erasure('name:signatory_name', 'account:signed_by');
create trigger only_erasure before update on kick_off for each row
    execute function only_erasure('text:participants', 'account:recorded_by');
create trigger only_erasure before update on rating for each row
    execute function only_erasure('account:evaluator_id', 'name:evaluator_name');
create trigger only_erasure before update on evaluation_silence for each row
    execute function only_erasure('account:user_id');
create trigger only_erasure before update on account_journal for each row
    execute function only_erasure('account:account', 'account:by_id', 'name:by_name', 'text:text', 'text:reason');
create trigger only_erasure before update on campaign_journal for each row
    execute function only_erasure('account:actor_id', 'name:actor_name', 'text:text');
create trigger only_erasure before update on committee_comment for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on calibration_analysis for each row
    execute function only_erasure('account:computed_by');
create trigger only_erasure before update on calibration_decision for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on calibration_transfer for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on campaign_report_remark for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on campaign_report_decision for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on delay_change for each row
    execute function only_erasure('account:by_id', 'name:by_name');
create trigger only_erasure before update on model_journal for each row
    execute function only_erasure('account:actor_id', 'name:actor_name');
create trigger only_erasure before update on model_draft_revision for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on model_release for each row
    execute function only_erasure('open', 'account:author_id', 'name:author_name', 'account:decided_by_id', 'name:decided_by_name');
create trigger only_erasure before update on referentiel_draft_revision for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on referentiel_adoption for each row
    execute function only_erasure('account:author_id', 'name:author_name');
create trigger only_erasure before update on privacy_journal for each row
    execute function only_erasure('account:actor_id', 'name:actor_name', 'account:subject', 'text:text', 'text:reason');
