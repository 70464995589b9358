-- The content of a file in quarantine can be destroyed by an administrator; its record, with the fingerprint, stays.
alter table evidence add column destroyed_at timestamptz;
