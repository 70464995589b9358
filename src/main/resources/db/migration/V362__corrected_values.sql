-- what the authority put in the place of a field's value when it answered a point about it
alter table correction_point_answer add column new_value text;
