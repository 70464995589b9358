-- which demonstration dossiers were made, so that a restart neither repeats them nor plays on with them
create table demo_dossier (
    key       text primary key,
    reference text    not null references dossier,
    done      boolean not null default false
);
