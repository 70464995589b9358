-- the few passages that may belong to a dossier that is counted already
create index stage_fact_repeated on stage_fact (stage, left_at) where round > 1;
