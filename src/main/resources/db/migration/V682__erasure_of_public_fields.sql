-- The same narrow door for the changes of the fields of the public register.
create trigger only_erasure before update on register_field_change for each row
    execute function only_erasure('account:by_id', 'name:by_name');
