-- Versions of the référentiel: stored once, never changed.
create table referentiel_version (
    version   text        primary key,
    number    bigint      not null generated always as identity unique,
    label     text        not null,
    source    text        not null,
    content   text        not null,
    sha256    text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    stored_at timestamptz not null default now()
);

create function refuse_referentiel_change() returns trigger language plpgsql as $$
begin
    raise exception 'a stored version of the référentiel is immutable (%)', tg_op;
end;
$$;

create trigger referentiel_version_immutable
    before update or delete on referentiel_version
    for each row execute function refuse_referentiel_change();

create trigger referentiel_version_not_truncated
    before truncate on referentiel_version
    for each statement execute function refuse_referentiel_change();
