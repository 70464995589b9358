-- The same narrow door for what authorities and reviewers write to each other, and for what reviewers say of evidence.
create trigger only_erasure before update on message for each row
    execute function only_erasure('account:author_id', 'name:author_name', 'text:text');
create trigger only_erasure before update on private_note for each row
    execute function only_erasure('account:author_id', 'name:author_name', 'text:text');
create trigger only_erasure before update on correction_point for each row
    execute function only_erasure('text:missing', 'text:value');
create trigger only_erasure before update on correction_point_answer for each row
    execute function only_erasure('account:answered_by', 'name:answered_by_name', 'text:answer');
create trigger only_erasure before update on evidence_mark for each row
    execute function only_erasure('account:author_id', 'name:author_name', 'text:reason');
create trigger only_erasure before update on text_template_version for each row
    execute function only_erasure('account:written_by', 'name:written_by_name');
