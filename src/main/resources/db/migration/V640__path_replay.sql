-- The ways of finished dossiers, run through the model of a release or of a draft: the last result of each.
create table ecoquartier.path_replay (
    id bigint generated always as identity primary key,
    release_id bigint,
    draft_id bigint,
    draft_revision integer,
    process_key text not null,
    author_id text not null,
    author_name text not null,
    made_at timestamptz not null,
    model text not null,
    report jsonb not null,
    constraint path_replay_of_one check ((release_id is null) <> (draft_id is null)),
    constraint path_replay_revision check ((draft_id is null) = (draft_revision is null))
);

create unique index path_replay_last
    on ecoquartier.path_replay (coalesce(release_id, 0), coalesce(draft_id, 0), process_key);
create index path_replay_draft on ecoquartier.path_replay (draft_id) where draft_id is not null;
create index path_replay_release on ecoquartier.path_replay (release_id) where release_id is not null;
