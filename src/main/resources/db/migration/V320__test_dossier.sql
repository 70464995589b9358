-- Dossiers of the pilot tests go through the label's own steps, under a reference that says what they are.
alter table dossier drop constraint dossier_reference_check;
alter table dossier add constraint dossier_reference_check check (reference ~ '^(EQ|TEST)-[0-9]{4}-[0-9]{5,}$');
alter table dossier add column test boolean not null generated always as (reference like 'TEST-%') stored;
create index dossier_test on dossier (test);

create sequence test_dossier_number;
