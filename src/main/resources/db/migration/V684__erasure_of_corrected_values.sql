-- The same narrow door for the value that came with an answer: it may be the name or the address of a contact.
drop trigger only_erasure on correction_point_answer;
create trigger only_erasure before update on correction_point_answer for each row
    execute function only_erasure('account:answered_by', 'name:answered_by_name', 'text:answer', 'text:new_value');
