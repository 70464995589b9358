-- What may be public of a dossier beyond the line of the register: when it changes, so does the version of the register.
create function register_touch() returns trigger language plpgsql as
$$
begin
    update ecoquartier.register_entry set changed_at = clock_timestamp() where reference = new.reference;
    return null;
end
$$;
create trigger dossier_details_in_register after update of details, context, referentiel, stage on dossier
    for each row when ((old.details, old.context, old.referentiel, old.stage)
        is distinct from (new.details, new.context, new.referentiel, new.stage))
    execute function register_touch();
