-- The public register: one line for each operation with a signed charter, a signed contract or a label. It is what the
-- dossier and its stages say, kept by triggers so that whatever changes them (a step, an intervention, a migration)
-- changes the register in the same transaction. Test dossiers never enter it. Nothing here names a person.
create table register_entry (
    reference      text        primary key references dossier on delete cascade,
    operation      text        not null,
    authority_code text        not null,
    authority_name text        not null,
    region_code    text        not null,
    demonstration  boolean     not null,
    search_text    text        not null,
    state          text        not null check (state in ('CHARTER_SIGNED', 'CONTRACT_SIGNED', 'LABELLED', 'CONFIRMED',
                                                         'LABEL_WITHDRAWN', 'TERMINATED', 'WITHDRAWN')),
    charter_at     timestamptz,
    contract_at    timestamptz,
    label_at       timestamptz,
    confirmed_at   timestamptz,
    -- when the label was withdrawn, the contract terminated, or the authority withdrew
    ended_at       timestamptz,
    -- the latest of these dates
    latest_at      timestamptz not null,
    -- until when the label is valid: fixed by the application when it is awarded
    valid_until    date,
    -- code of the latest certificate, under which anybody may verify it
    certificate    uuid,
    changed_at     timestamptz not null
);
create index register_entry_latest on register_entry (latest_at desc, reference);
create index register_entry_authority on register_entry (authority_name, reference);
create index register_entry_operation on register_entry (operation, reference);
create index register_entry_code on register_entry (authority_code);
create index register_entry_counts on register_entry (authority_code, state, region_code);

-- What the register says of a dossier; a line that says the same stays as it is.
create function register_refresh(of_reference text) returns void language plpgsql as
$$
begin
    insert into ecoquartier.register_entry as e (reference, operation, authority_code, authority_name, region_code, demonstration,
        search_text, state, charter_at, contract_at, label_at, confirmed_at, ended_at, latest_at, changed_at)
    select x.reference, x.operation, x.authority_code, x.authority_name, x.region_code, x.demonstration, x.search_text,
        case when x.status in ('WITHDRAWN', 'TERMINATED', 'LABEL_WITHDRAWN', 'CONFIRMED', 'LABELLED') then x.status
             when x.label_at is not null then 'LABELLED'
             when x.contract_at is not null then 'CONTRACT_SIGNED'
             else 'CHARTER_SIGNED' end,
        x.charter_at, x.contract_at, x.label_at, x.confirmed_at, x.ended_at,
        greatest(x.charter_at, x.contract_at, x.label_at, x.confirmed_at, x.ended_at), clock_timestamp()
    from (
        select d.*, s.charter_at,
            -- a dossier that was put back to an earlier step no longer has what it must obtain again
            case when d.status <> 'CHARTER_SIGNED' then s.contract_at end as contract_at,
            case when d.status not in ('CHARTER_SIGNED', 'CONTRACT_SIGNED') then s.label_at end as label_at,
            case when d.status in ('CONFIRMED', 'LABEL_WITHDRAWN') then s.confirmed_at end as confirmed_at,
            case d.status
                when 'TERMINATED' then coalesce(s.terminated_at, d.updated_at)
                when 'LABEL_WITHDRAWN' then coalesce(s.lost_at, d.updated_at)
                when 'WITHDRAWN' then coalesce(
                    (select max(j.at) from ecoquartier.journal j where j.reference = d.reference and j.kind = 'WITHDRAWN'),
                    d.updated_at)
            end as ended_at
        from ecoquartier.dossier d
        join (
            select reference,
                max(left_at) filter (where stage = 'CHARTER' and outcome = 'signed') as charter_at,
                max(left_at) filter (where stage = 'CONTRACT' and outcome = 'signed') as contract_at,
                max(left_at) filter (where stage = 'FOLLOW_UP' and outcome = 'terminated') as terminated_at,
                max(left_at) filter (where stage = 'AWARD' and outcome = 'labelled') as label_at,
                max(left_at) filter (where stage = 'CONFIRMATION' and outcome = 'labelled') as confirmed_at,
                max(left_at) filter (where stage = 'CONFIRMATION' and outcome in ('refused', 'abandoned')) as lost_at
            from ecoquartier.dossier_stage
            where reference = of_reference and outcome is not null
            group by reference
        ) s on s.reference = d.reference
        where d.reference = of_reference and not d.test
    ) x
    where coalesce(x.charter_at, x.contract_at, x.label_at) is not null
    on conflict (reference) do update set operation = excluded.operation, authority_code = excluded.authority_code,
        authority_name = excluded.authority_name, region_code = excluded.region_code, demonstration = excluded.demonstration,
        search_text = excluded.search_text, state = excluded.state, charter_at = excluded.charter_at,
        contract_at = excluded.contract_at, label_at = excluded.label_at, confirmed_at = excluded.confirmed_at,
        ended_at = excluded.ended_at, latest_at = excluded.latest_at, changed_at = excluded.changed_at,
        valid_until = case when e.label_at is not distinct from excluded.label_at then e.valid_until end
    where (e.operation, e.authority_code, e.authority_name, e.region_code, e.demonstration, e.search_text, e.state, e.charter_at,
           e.contract_at, e.label_at, e.confirmed_at, e.ended_at)
        is distinct from (excluded.operation, excluded.authority_code, excluded.authority_name, excluded.region_code,
           excluded.demonstration, excluded.search_text, excluded.state, excluded.charter_at, excluded.contract_at,
           excluded.label_at, excluded.confirmed_at, excluded.ended_at);
end
$$;

create function register_of_row() returns trigger language plpgsql as
$$
begin
    perform ecoquartier.register_refresh(new.reference);
    return null;
end
$$;
create trigger dossier_in_register after update of status, operation, authority_code, authority_name, region_code, search_text,
        demonstration on dossier
    for each row when (not new.test) execute function register_of_row();
create trigger dossier_stage_in_register after insert or update of outcome, left_at on dossier_stage
    for each row when (new.outcome is not null and new.reference not like 'TEST-%') execute function register_of_row();

-- what stands in the database already
select register_refresh(reference) from dossier where not test;

-- Which fields of an operation are public: only those an administrator changed, the others keep their default.
create table register_field (
    key        text        primary key,
    is_public  boolean     not null,
    changed_at timestamptz not null
);

-- by_id and by_name are those of the administrator: personal data of staff, see privacy
create table register_field_change (
    id        bigint generated always as identity primary key,
    key       text        not null,
    is_public boolean     not null,
    reason    text        not null check (reason <> ''),
    by_id     text        not null,
    by_name   text        not null,
    at        timestamptz not null
);
create trigger register_field_change_append_only before update or delete or truncate on register_field_change
    for each statement execute function append_only();
