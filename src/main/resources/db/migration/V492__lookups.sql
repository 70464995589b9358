-- Keys that are looked up by, and that no other index begins with.
create index campaign_report_decision_version on campaign_report_decision (campaign, number, id);
create index pilot_candidate on pilot (candidate);
create index campaign_journal_candidate on campaign_journal (candidate) where candidate is not null;
