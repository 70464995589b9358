-- A file that a node of the release before joined while V350 cut the others into pieces, before its trigger was there: its
-- content is in the column that this release no longer reads.
insert into evidence_chunk (evidence, part, content)
select e.id, n, substring(e.content from n * 262144 + 1 for 262144)
from evidence e, generate_series(0, (octet_length(e.content) - 1) / 262144) n
where e.content is not null and not exists (select from evidence_chunk c where c.evidence = e.id);
