-- Dossiers of ten years with their stages, tasks, waits and passages, made by the database itself; :dossiers of them.
-- Nine of ten are at their end; the others wait somewhere. The same numbers at each run.
select setseed(0.2012);

create temporary table made as
select 'EQ-' || to_char(opened, 'YYYY') || '-' || lpad(n::text, 6, '0') as reference, n, opened,
       -- few large regions and many small ones, as in life
       (array['11','82','93','52','53','31','91','24','25','22','23','21','26','41','42','43','54','72','73','74','83','94'])
           [1 + floor(22 * power(random(), 2))::int] as region,
       running,
       case when running then 1 + floor(4 * random())::int
            when random() < 0.35 then 1 + floor(3 * random())::int else 4 end as stages,
       random() as way
from (select n, running, now() - interval '10 years' * case when running then power(random(), 3) * 0.6 else 0.3 + 0.7 * random() end as opened
      from (select n, random() < 0.1 as running from generate_series(1, :dossiers) n) each) dated;

create temporary table stage_of as
select * from (values (1, 'CHARTER', 'charter', 180, 'signed', 'refused'), (2, 'CONTRACT', 'contract', 300, 'signed', 'refused'),
    (3, 'FOLLOW_UP', 'followUp', 500, 'accepted', 'terminated'), (4, 'AWARD', 'award', 260, 'labelled', 'refused'))
    as s (n, stage, process, days, outcome, refusal);

create temporary table task_of as
select process, n, element, name, role, count(*) over (partition by process) as many from (values
    ('charter', 1, 'fileCharterRequest', 'Déposer la demande de charte', 'authority'),
    ('charter', 2, 'enterBaselineMeasures', 'Saisir les données de départ', 'authority'),
    ('charter', 3, 'checkAdmissibility', 'Vérifier la recevabilité', 'dreal'),
    ('charter', 4, 'registerCharter', 'Enregistrer la charte', 'carrier'),
    ('charter', 5, 'signCharterAsAuthority', 'Signer la charte', 'authority'),
    ('charter', 6, 'signCharterForState', 'Signer la charte pour l''État', 'ministry'),
    ('contract', 1, 'enterPlannedMeasures', 'Saisir les données prévues', 'authority'),
    ('contract', 2, 'setObjectives', 'Fixer les objectifs du contrat', 'authority'),
    ('contract', 3, 'instructContract', 'Instruire la demande de contrat', 'dreal'),
    ('contract', 4, 'nameContractTrio', 'Désigner le trio d''experts', 'carrier'),
    ('contract', 5, 'giveContractOpinion', 'Rendre un avis personnel', 'expert'),
    ('contract', 6, 'writeContractSynthesis', 'Rédiger la synthèse du trio', 'expert'),
    ('contract', 7, 'recordContractCommission', 'Rendre l''avis de la commission régionale', 'dreal'),
    ('contract', 8, 'decideContract', 'Décider du contrat', 'ministry'),
    ('contract', 9, 'prepareContract', 'Préparer le contrat', 'carrier'),
    ('contract', 10, 'signContractAsAuthority', 'Signer le contrat', 'authority'),
    ('contract', 11, 'signContractAsCarrier', 'Signer le contrat pour la structure porteuse', 'carrier'),
    ('contract', 12, 'signContractForState', 'Signer le contrat pour l''État', 'ministry'),
    ('followUp', 1, 'reportMeasures', 'Déclarer les valeurs mesurées', 'authority'),
    ('followUp', 2, 'reviewFollowUp', 'Examiner le suivi', 'dreal'),
    ('award', 1, 'enterMeasuredValues', 'Saisir les valeurs mesurées', 'authority'),
    ('award', 2, 'joinEvidence', 'Joindre les pièces', 'authority'),
    ('award', 3, 'instructAward', 'Instruire la demande de label', 'dreal'),
    ('award', 4, 'nameAwardTrio', 'Désigner le trio d''experts', 'carrier'),
    ('award', 5, 'recordSiteVisit', 'Rendre compte de la visite', 'dreal'),
    ('award', 6, 'giveAwardOpinion', 'Rendre un avis personnel', 'expert'),
    ('award', 7, 'writeAwardSynthesis', 'Rédiger la synthèse du trio', 'expert'),
    ('award', 8, 'recordTechnicalProposal', 'Rendre la proposition technique', 'dreal'),
    ('award', 9, 'prepareNationalCommission', 'Préparer la commission nationale', 'carrier'),
    ('award', 10, 'recordNationalDecision', 'Enregistrer la décision nationale', 'ministry'))
    as t (process, n, element, name, role);

-- a stage begins where the one before ended; the last one of a running dossier is open, and is brought near to today
create temporary table passage as
select m.reference, m.n as dossier, m.region, m.opened, s.n, s.stage, s.process, m.running and s.n = m.stages as open,
       m.opened + coalesce(sum(length) over before, '0') as entered, m.opened + coalesce(sum(length) over before, '0') + length as left_at,
       case when not m.running and s.n = m.stages and m.stages < 4 then s.refusal else s.outcome end as outcome,
       1 + floor(3 * random())::int as version
from made m
join stage_of s on s.n <= m.stages
cross join lateral (select interval '1 day' * s.days * (0.4 + 1.2 * random() + 0 * m.n) as length) l
window before as (partition by m.reference order by s.n rows between unbounded preceding and 1 preceding);
update passage set left_at = least(left_at, now() - interval '1 hour') where not open;
update passage set entered = least(entered, left_at);
update passage set entered = now() - interval '200 days' * random() where open;

insert into ecoquartier.dossier (reference, authority_code, authority_name, region_code, operation, context, referentiel, stage, status,
    search_text, opened_at, updated_at)
select m.reference, lpad((1000 + m.n % 36000)::text, 5, '0'), 'Commune ' || m.n % 36000, m.region, 'Quartier ' || m.n, 'urban', '2012-test',
    s.stage,
    case when m.running then case m.stages when 1 then 'OPEN' when 2 then 'CHARTER_SIGNED' else 'CONTRACT_SIGNED' end
         when m.stages = 4 then 'LABELLED' when m.stages = 3 then 'TERMINATED' else 'REFUSED' end,
    lower(m.reference) || ' commune ' || m.n % 36000 || ' quartier ' || m.n, m.opened, now()
from made m join stage_of s on s.n = m.stages;

insert into ecoquartier.dossier_stage (reference, stage, round, entered_at, left_at, outcome)
select reference, stage, 1, entered, case when not open then left_at end, case when not open then outcome end from passage;

-- each task takes its part of the stage; in an open stage the last of a few tasks is still open
insert into ecoquartier.step_fact (id, task, instance_id, business_key, reference, region, process, version, element, name, role, assignee,
    created_at, claimed_at, due_at, ended_at, ending, preceded_by, preceded_at)
select reference || ':' || element, true, reference || ':' || process, reference, reference, region, process, version, element, name, role,
    case when ended or taken then 'agent-' || dossier % 400 end, begun,
    case when ended or taken then begun + part * 0.6 * share end,
    begun + interval '60 days',
    case when ended then begun + part end, case when ended then 'COMPLETED' end,
    lag(process || ':' || element) over (partition by reference order by begun),
    lag(case when ended then begun + part end) over (partition by reference order by begun)
from (select p.*, t.element, t.name, t.role, t.n as step, random() as share, random() < 0.5 as taken,
          (case when p.open then now() - p.entered else p.left_at - p.entered end) / t.many as part,
          p.entered + (case when p.open then now() - p.entered else p.left_at - p.entered end) / t.many * (t.n - 1) as begun,
          not (p.open and t.n = 1 + p.dossier % t.many) as ended
      from passage p join task_of t using (process)
      where not p.open or t.n <= 1 + p.dossier % t.many) one;

insert into ecoquartier.step_fact (id, task, instance_id, business_key, reference, region, process, version, element, name, created_at, ended_at,
    ending)
select reference || ':' || process || 'Stage', false, reference || ':label', reference, reference, region, 'progressiveLabel', version,
    process || 'Stage', process, entered, case when not open then left_at end, case when not open then 'COMPLETED' end
from passage;

insert into ecoquartier.dossier_task (task_id, reference, process, step, name, role, assignee, created_at, due_at)
select id, reference, process, element, name, role, assignee, created_at, due_at from ecoquartier.step_fact
where task and ended_at is null;

-- what the application itself would have told when the stages ended
insert into ecoquartier.stage_fact (reference, stage, round, region, test, entered_at, left_at, outcome, seconds, authority_seconds,
    working_seconds, queue_seconds, other_seconds)
select reference, stage, 1, region, false, entered, left_at, outcome, total, a, w, q, total - a - w - q
from (select p.*, extract(epoch from left_at - entered)::bigint as total,
          (extract(epoch from left_at - entered) * 0.3 * random())::bigint as a, (extract(epoch from left_at - entered) * 0.3 * random())::bigint as w,
          (extract(epoch from left_at - entered) * 0.3 * random())::bigint as q
      from passage p where not open) parts;

-- gateways, automatic steps and events: twelve for each process, passed by the dossiers of a day
insert into ecoquartier.element_day (process, version, element, region, test, day, passages)
select process, version, process || 'Element' || e, region, false, (left_at at time zone 'Europe/Paris')::date, count(*)
from passage cross join generate_series(1, 12) e where not open group by 1, 2, 3, 4, 6
on conflict do nothing;
insert into ecoquartier.element_month (process, version, element, region, test, month, passages)
select process, version, element, region, test, date_trunc('month', day)::date, sum(passages) from ecoquartier.element_day group by 1, 2, 3, 4, 5, 6;

insert into ecoquartier.finished_instance (id, process, process_name, version, reference, authority_code, authority_name, region_code, started_at,
    ended_at, state, end_element, end_name, outcome)
select p.reference || ':' || p.process, p.process, initcap(p.process), p.version, p.reference, d.authority_code, d.authority_name, p.region, p.entered, p.left_at,
    'COMPLETED', p.process || 'Ended', 'Étape terminée', p.outcome
from passage p join ecoquartier.dossier d using (reference) where not p.open;

drop table made, stage_of, task_of, passage;
