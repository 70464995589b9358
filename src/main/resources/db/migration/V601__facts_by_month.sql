-- Ten years of passages are added up by month: only the days at both ends of a period are read one by one.
create table element_month (
    process  text    not null,
    version  int     not null,
    element  text    not null,
    region   text    not null,
    test     boolean not null,
    month    date    not null,
    passages bigint  not null,
    primary key (process, month, element, version, region, test)
);
insert into element_month (process, version, element, region, test, month, passages)
select process, version, element, region, test, date_trunc('month', day)::date, sum(passages) from element_day group by 1, 2, 3, 4, 5, 6;
create index element_day_day on element_day (process, day);

-- in the order in which stages are grouped
drop index stage_fact_left;
create index stage_fact_stage on stage_fact (stage, left_at)
    include (region, test, outcome, round, seconds, authority_seconds, working_seconds, queue_seconds, other_seconds);
