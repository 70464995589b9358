-- A first set of shared texts, which the ministry and the carrier structure change as they like.
with written (kind, title, body) as (values
    ('OPINION', 'Avis favorable',
     'L’opération « {opération} » de {collectivité} répond aux engagements de la charte. Les indicateurs sont renseignés et les pièces jointes les appuient. Avis favorable.'),
    ('OPINION', 'Avis favorable avec réserves',
     'L’opération « {opération} » répond à l’essentiel des engagements. Les réserves suivantes sont à lever avant la prochaine étape :' || chr(10) || '- '),
    ('REASON', 'Refus : opération hors du champ de la démarche',
     'Après examen du dossier {référence}, l’opération « {opération} » ne relève pas de la démarche, pour les raisons suivantes :' || chr(10) || '- ' || chr(10) || chr(10) || '{collectivité} peut déposer une nouvelle demande si le projet évolue.'),
    ('REASON', 'Ajournement : résultats à confirmer',
     'La décision sur le dossier {référence} est ajournée : les résultats suivants restent à confirmer par des mesures :' || chr(10) || '- '),
    ('CORRECTION', 'Donnée à justifier',
     'Indiquez la source de cette donnée et la date à laquelle elle a été relevée, ou corrigez-la.'),
    ('CORRECTION', 'Pièce illisible ou incomplète',
     'La pièce est illisible ou incomplète : joignez-en une version complète, datée et signée s’il y a lieu.'),
    ('MESSAGE', 'Prise de contact',
     'Bonjour,' || chr(10) || chr(10) || 'j’instruis le dossier {référence}, « {opération} ». Écrivez-moi ici pour toute question : les échanges restent joints au dossier.')
), added as (
    insert into text_template (owner, kind, number, title, body) select null, kind, 1, title, body from written returning id, number, title, body
)
insert into text_template_version (template, number, title, body, written_by, written_by_name, written_at)
select id, number, title, body, 'system', 'Application', now() from added;
