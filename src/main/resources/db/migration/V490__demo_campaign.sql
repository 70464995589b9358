-- which demonstration campaigns were made
create table demo_campaign (
    key      text primary key,
    campaign text    not null references campaign,
    done     boolean not null default false
);
