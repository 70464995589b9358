/* French for the BPMN editor: palette, menus, properties panel, token simulation. */

/** What an event waits for or sends, as a complement: « Événement de fin : message ». */
const KINDS = {
  Message: 'message', Timer: 'minuteur', Error: 'erreur', Escalation: 'escalade', Signal: 'signal',
  Compensation: 'compensation', Conditional: 'condition', Link: 'lien', Cancel: 'annulation', Terminate: 'arrêt complet'
};

const PLACES = {
  'start event': 'Événement de début', 'end event': 'Événement de fin', 'boundary event': 'Événement de bordure',
  'intermediate catch event': 'Événement intermédiaire (attente)',
  'intermediate throw event': 'Événement intermédiaire (envoi)'
};

const DICTIONARY = {
  // palette, context pad
  'Activate hand tool': 'Déplacer la vue', 'Activate lasso tool': 'Choisir plusieurs éléments',
  'Activate create/remove space tool': 'Ajouter ou retirer de l’espace',
  'Activate global connect tool': 'Relier deux éléments', 'Create start event': 'Créer un événement de début',
  'Create intermediate/boundary event': 'Créer un événement intermédiaire ou de bordure',
  'Create end event': 'Créer un événement de fin', 'Create gateway': 'Créer un branchement',
  'Create task': 'Créer une tâche', 'Create expanded sub-process': 'Créer un sous-processus déployé',
  'Create data object reference': 'Créer un objet de données', 'Create data store reference': 'Créer un dépôt de données',
  'Create pool/participant': 'Créer un participant', 'Create group': 'Créer un groupe',
  'Create element': 'Créer un élément', 'Create new ...': 'Créer…', Create: 'Créer',
  'Append element': 'Ajouter un élément à la suite', 'Append task': 'Ajouter une tâche à la suite',
  'Append end event': 'Ajouter un événement de fin', 'Append gateway': 'Ajouter un branchement',
  'Append intermediate/boundary event': 'Ajouter un événement intermédiaire',
  'Append receive task': 'Ajouter une tâche de réception',
  'Append compensation activity': 'Ajouter une activité de compensation',
  'Append conditional intermediate catch event': 'Ajouter une attente de condition',
  'Append message intermediate catch event': 'Ajouter une attente de message',
  'Append signal intermediate catch event': 'Ajouter une attente de signal',
  'Append timer intermediate catch event': 'Ajouter une attente de durée ou de date',
  'Add text annotation': 'Ajouter une annotation', 'Add lane above': 'Ajouter un couloir au-dessus',
  'Add lane below': 'Ajouter un couloir au-dessous', 'Divide into two lanes': 'Diviser en deux couloirs',
  'Divide into three lanes': 'Diviser en trois couloirs', 'Change element': 'Changer le type', 'Change type': 'Changer le type',
  'Connect to other element': 'Relier à un autre élément', 'Connect using association': 'Relier par une association',
  'Connect using data input association': 'Relier comme donnée d’entrée', Delete: 'Supprimer', Remove: 'Supprimer',
  'Set color': 'Choisir une couleur', 'Align elements': 'Aligner les éléments', 'Align elements ': 'Aligner les éléments ',
  'Align elements left': 'Aligner à gauche', 'Align elements right': 'Aligner à droite',
  'Align elements center': 'Centrer horizontalement', 'Align elements top': 'Aligner en haut',
  'Align elements middle': 'Centrer verticalement', 'Align elements bottom': 'Aligner en bas',
  'Distribute elements horizontally': 'Répartir horizontalement', 'Distribute elements vertically': 'Répartir verticalement',
  Align: 'Aligner', Distribute: 'Répartir', 'Toggle non-interrupting': 'Interrompt ou non',
  'Open minimap': 'Ouvrir la vue d’ensemble', 'Close minimap': 'Fermer la vue d’ensemble',
  'Search in diagram': 'Chercher dans le diagramme', Search: 'Rechercher', Results: 'Résultats',
  'No matches found': 'Aucun résultat', 'No matching elements': 'Aucun élément ne correspond',
  'No matching templates found.': 'Aucun modèle d’élément ne correspond.',
  Default: 'Par défaut', Blue: 'Bleu', Green: 'Vert', Orange: 'Orange', Purple: 'Violet', Red: 'Rouge',

  // kinds of elements
  Task: 'Tâche', 'User task': 'Tâche d’une personne', 'Service task': 'Tâche automatique', 'Send task': 'Tâche d’envoi',
  'Receive task': 'Tâche de réception', 'Manual task': 'Tâche manuelle', 'Business rule task': 'Tâche de décision',
  'Script task': 'Tâche de script', 'Call activity': 'Appel de processus', Transaction: 'Transaction',
  'Sub-process': 'Sous-processus', 'Sub process': 'Sous-processus', 'Sub-process (collapsed)': 'Sous-processus (réduit)',
  'Sub-process (expanded)': 'Sous-processus (déployé)', 'Collapsed sub-process': 'Sous-processus (réduit)',
  'Expanded sub-process': 'Sous-processus (déployé)', 'Collapsed sub process': 'Sous-processus (réduit)',
  'Expanded sub process': 'Sous-processus (déployé)', 'Event sub-process': 'Sous-processus sur événement',
  'Event sub process': 'Sous-processus sur événement', 'Ad-hoc sub-process': 'Sous-processus libre',
  'Ad-hoc sub-process (collapsed)': 'Sous-processus libre (réduit)',
  'Ad-hoc sub-process (expanded)': 'Sous-processus libre (déployé)', 'Ad-hoc': 'Libre',
  'Exclusive gateway': 'Branchement exclusif', 'Parallel gateway': 'Branchement parallèle',
  'Inclusive gateway': 'Branchement inclusif', 'Complex gateway': 'Branchement complexe',
  'Event-based gateway': 'Branchement sur événements', 'Event based gateway': 'Branchement sur événements',
  'Intermediate throw event': 'Événement intermédiaire', 'Intermediate catch event': 'Événement intermédiaire (attente)',
  'Start event': 'Événement de début', 'End event': 'Événement de fin', 'Boundary event': 'Événement de bordure',
  'Sequence flow': 'Flux', 'Default flow': 'Flux par défaut', 'Conditional flow': 'Flux conditionnel',
  'Message flow': 'Flux de message', Association: 'Association', 'Data object reference': 'Objet de données',
  'Data store reference': 'Dépôt de données', 'Text annotation': 'Annotation', Group: 'Groupe', Lane: 'Couloir',
  Participant: 'Participant', Collaboration: 'Collaboration', Process: 'Processus', 'Data object': 'Objet de données',
  'Data input': 'Donnée d’entrée', 'Data output': 'Donnée de sortie', 'Empty pool/participant': 'Participant (vide)',
  'Expanded pool/participant': 'Participant (déployé)', 'Empty pool': 'Participant (vide)', 'Expanded pool': 'Participant (déployé)',
  'Loop': 'Boucle', 'Parallel multi-instance': 'Plusieurs fois en parallèle',
  'Sequential multi-instance': 'Plusieurs fois à la suite', Collection: 'Collection',
  'Participant multiplicity': 'Participant multiple',
  Tasks: 'Tâches', Events: 'Événements', Gateways: 'Branchements', 'Sub-processes': 'Sous-processus', Data: 'Données',
  Participants: 'Participants', 'Start events': 'Événements de début', 'End events': 'Événements de fin',
  'Boundary events': 'Événements de bordure', 'Intermediate catch events': 'Événements intermédiaires (attente)',
  'Intermediate throw events': 'Événements intermédiaires (envoi)', Templates: 'Modèles d’éléments',
  'Preconfigured elements': 'Éléments préparés', 'Choose element template': 'Choisir un modèle d’élément',

  // properties panel: frame
  'Select an element to edit its properties.': 'Choisissez un élément pour modifier ses propriétés.',
  'Multiple elements are selected. Select a single element to edit its properties.':
    'Plusieurs éléments sont choisis. N’en gardez qu’un pour modifier ses propriétés.',
  'Section contains an error': 'Cette section contient une erreur', 'Section contains edits': 'Cette section est remplie',
  'Section contains data': 'Cette section est remplie', 'Toggle section': 'Ouvrir ou fermer la section',
  'Toggle list item': 'Ouvrir ou fermer', 'Create new list item': 'Ajouter', 'Delete item': 'Supprimer',
  'List contains {numOfItems} item': '{numOfItems} élément', 'List contains {numOfItems} items': '{numOfItems} éléments',
  'Open documentation': 'Ouvrir la documentation', 'Open pop-up editor': 'Agrandir', 'Opened in editor': 'Ouvert en grand',
  'Learn more.': 'En savoir plus.', '<empty>': '<vide>', '<none>': '<aucun>', '<unnamed>': '<sans nom>',
  '<custom type>': '<autre type>', 'Not found': 'Introuvable', On: 'Oui', Off: 'Non',

  // properties panel: groups and fields
  General: 'Général', Name: 'Nom', ID: 'Identifiant', Documentation: 'Documentation',
  'Element documentation': 'Description de l’élément', 'Process documentation': 'Description du processus',
  'Process ID': 'Identifiant du processus', 'Process name': 'Nom du processus', 'Participant Name': 'Nom du participant',
  Executable: 'Exécutable', 'Version tag': 'Étiquette de version', Version: 'Version', 'History cleanup': 'Conservation de l’historique',
  'Time to live': 'Durée de conservation',
  'Number of days before this resource is being cleaned up. If specified, takes precedence over the engine configuration.':
    'Nombre de jours, ou durée comme P3650D, avant l’effacement de l’historique.',
  Tasklist: 'Liste de tâches', Startable: 'Démarrable depuis la liste de tâches', 'Candidate starter': 'Qui peut démarrer',
  'Candidate starter groups': 'Rôles qui peuvent démarrer', 'Candidate starter users': 'Personnes qui peuvent démarrer',
  'External task': 'Tâche externe', 'Job execution': 'Exécution des travaux', Priority: 'Priorité',
  'Retry time cycle': 'Nouvelles tentatives', 'Asynchronous continuations': 'Points de reprise',
  'Asynchronous before': 'Avant', 'Asynchronous after': 'Après', Before: 'Avant', After: 'Après', Exclusive: 'Exclusif',
  'Execution listeners': 'Écouteurs d’exécution', 'Execution listener': 'Écouteur d’exécution',
  'Task listeners': 'Écouteurs de tâche', 'Task listener': 'Écouteur de tâche',
  'Extension properties': 'Propriétés libres', 'Extension property': 'Propriété libre', 'Listener ID': 'Identifiant de l’écouteur',
  'Listener type': 'Type d’écouteur', 'Event type': 'Événement', 'Field injection': 'Champs injectés',
  'Field injections': 'Champs injectés', 'Java class': 'Classe Java', 'Delegate expression': 'Effet de l’application',
  'Delegate Expression': 'Effet de l’application', 'Delegate Class': 'Classe Java', Expression: 'Expression', Script: 'Script',
  'Inline script': 'Script dans le modèle', 'External resource': 'Ressource externe', Format: 'Format', Resource: 'Ressource',
  'Script type': 'Type de script', Implementation: 'Réalisation', Type: 'Type', Topic: 'Sujet', External: 'Externe',
  DMN: 'Table de décision', Connector: 'Connecteur', Class: 'Classe Java', 'Connector ID': 'Identifiant du connecteur',
  'Connector inputs': 'Entrées du connecteur', 'Connector outputs': 'Sorties du connecteur',
  'Decision reference': 'Décision', Binding: 'Version prise', latest: 'la dernière', deployment: 'celle du même déploiement',
  version: 'un numéro', versionTag: 'une étiquette', 'version tag': 'une étiquette', 'Tenant ID': 'Espace (tenant)',
  'Map decision result': 'Forme du résultat', 'Result variable': 'Variable du résultat',
  'singleEntry (TypedValue)': 'une valeur', 'singleResult (Map<String, Object>)': 'une ligne',
  'collectEntries (List<Object>)': 'une liste de valeurs', 'resultList (List<Map<String, Object>>)': 'une liste de lignes',
  'Called element': 'Processus appelé', BPMN: 'Processus (BPMN)', CMMN: 'Cas (CMMN)', 'Case ref': 'Cas',
  'Business key': 'Clé métier', 'Business key expression': 'Expression de la clé métier',
  'In mappings': 'Variables données', 'Out mappings': 'Variables reçues', 'In mapping': 'Variable donnée', 'Out mapping': 'Variable reçue',
  'In mapping propagation': 'Toutes les variables données', 'Out mapping propagation': 'Toutes les variables reçues',
  'Propagate all variables': 'Toutes les variables', 'Delegate Variable Mapping': 'Correspondance par l’application',
  Local: 'Locale', Source: 'Source', 'Source expression': 'Expression source', Target: 'Cible',
  'User assignment': 'Affectation', Assignee: 'Personne désignée', 'Candidate groups': 'Rôles', 'Candidate users': 'Personnes possibles',
  'Due date': 'Échéance', 'Follow up date': 'Rappel', 'Specify more than one group as a comma separated list.':
    'Plusieurs rôles se séparent par des virgules.',
  'Specify more than one user as a comma separated list.': 'Plusieurs comptes se séparent par des virgules.',
  'Start typing "${}" to create an expression.': 'Commencez par « ${} » pour une expression.',
  'The due date as an EL expression (e.g. ${someDate}) or an ISO date (e.g. 2015-06-26T09:54:00).':
    'Une expression (par exemple ${delays.due(\'instruction\')}) ou une date ISO.',
  'The follow up date as an EL expression (e.g. ${someDate}) or an ISO date (e.g. 2015-06-26T09:54:00).':
    'Une expression (par exemple ${delays.reminder(\'instruction\')}) ou une date ISO.',
  Forms: 'Formulaire', 'Camunda Forms': 'Formulaire Camunda', 'Form reference': 'Formulaire', 'Form key': 'Clé du formulaire',
  'Form fields': 'Champs', 'Form field': 'Champ', 'Generated Task Forms': 'Formulaire engendré',
  'Embedded or External Task Forms': 'Formulaire externe', Initiator: 'Qui a démarré', 'Start initiator': 'Qui a démarré',
  'Refers to the process variable name': 'Nom de la variable', Label: 'Libellé', 'Default value': 'Valeur par défaut',
  'Custom type': 'Autre type', boolean: 'oui ou non', date: 'date', enum: 'choix', long: 'nombre entier', string: 'texte',
  Constraints: 'Contraintes', Constraint: 'Contrainte', Config: 'Réglage', Values: 'Valeurs', Value: 'Valeur',
  Properties: 'Propriétés', Property: 'Propriété', Condition: 'Condition', 'Condition Expression': 'Condition',
  'Condition expression': 'Condition', 'Variable name': 'Nom de la variable', 'Variable events': 'Changements de la variable',
  'Variable event': 'Changement de la variable',
  'Specify more than one variable change event as a comma separated list. Variable change events are:':
    'Plusieurs changements se séparent par des virgules :',
  'Documentation: Variable events': 'Documentation : changements de variable',
  Inputs: 'Entrées', Outputs: 'Sorties', Input: 'Entrée', Output: 'Sortie', 'Assignment type': 'Valeur',
  'Local variable name': 'Nom de la variable locale', 'Local variable assignment': 'Variable locale',
  'Process variable assignment': 'Variable du processus', 'Assign to process variable': 'Garder dans une variable du processus',
  'Process variables': 'Variables du processus', 'Process variable name': 'Nom de la variable', 'Created in': 'Créée dans', Scope: 'Portée',
  'Process variable name must not be empty.': 'Donnez un nom à la variable.',
  'Process variable name must not contain spaces.': 'Le nom d’une variable ne contient pas d’espace.',
  'Parameter won\'t be available in process scope.': 'Cette valeur ne sera pas connue du processus.',
  'Parameter won\'t be created as local variable.': 'Cette valeur ne sera pas une variable locale.',
  List: 'Liste', 'List values': 'Valeurs de la liste', Map: 'Table', 'Map entries': 'Lignes de la table', Key: 'Clé',
  'String or expression': 'Texte ou expression', String: 'Texte', 'Custom properties': 'Propriétés',
  Message: 'Message', Signal: 'Signal', Error: 'Erreur', Errors: 'Erreurs', Escalation: 'Escalade', Compensation: 'Compensation',
  Link: 'Lien', Timer: 'Minuteur', 'Global message reference': 'Message', 'Global signal reference': 'Signal',
  'Global error reference': 'Erreur', 'Global escalation reference': 'Escalade', 'Create new ...)': 'Créer…', Code: 'Code',
  'Code variable': 'Variable du code', 'Message variable': 'Variable du message', 'Throw expression': 'Lever si',
  'Define the name of the variable that will contain the error code.': 'Nom de la variable qui recevra le code de l’erreur.',
  'Define the name of the variable that will contain the error message.': 'Nom de la variable qui recevra le message de l’erreur.',
  'Define the name of the variable that will contain the escalation code.': 'Nom de la variable qui recevra le code de l’escalade.',
  'Activity reference': 'Activité', 'Wait for completion': 'Attendre la fin', Completion: 'Fin', 'Completion condition': 'Condition de fin',
  'Cancel remaining instances': 'Arrêter ce qui reste', 'Multi-instance': 'Répétition', 'Loop cardinality': 'Nombre de fois',
  'Element variable': 'Variable de l’élément', Date: 'Date', Duration: 'Durée', Cycle: 'Répétition',
  'A specific point in time defined as ISO 8601 combined date and time representation.': 'Une date précise, au format ISO 8601.',
  'A time duration defined as ISO 8601 durations format.': 'Une durée, au format ISO 8601.',
  'A cycle defined as ISO 8601 repeating intervals format.': 'Une répétition, au format ISO 8601.',
  'A cycle defined as ISO 8601 repeating intervals format, or a cron expression.':
    'Une répétition, au format ISO 8601 ou cron.',
  'Documentation: Timer events': 'Documentation : minuteurs', 'UTC time': 'heure UTC',
  'UTC plus 2 hours zone offset': 'deux heures de plus que l’heure UTC', '15 seconds': '15 secondes',
  '1 hour and 30 minutes': '1 heure et 30 minutes', '14 days': '14 jours', 'every 10 seconds, up to 5 times': 'toutes les 10 secondes, 5 fois',
  'every day, infinitely': 'chaque jour, sans fin', 'every hour on the hour from 9-5 p.m. UTC Monday-Friday':
    'chaque heure de 9 h à 17 h UTC, du lundi au vendredi',
  'This maps to the process definition key.': 'C’est le nom sous lequel le moteur connaît le processus : il ne change pas.',
  start: 'début', end: 'fin', take: 'passage', create: 'création', assignment: 'affectation', complete: 'achèvement',
  delete: 'suppression', update: 'modification', timeout: 'délai écoulé',
  Assignment: 'Affectation', Select: 'Choisir', Description: 'Description',
  'Text annotation text': 'Texte', Text: 'Texte', Groups: 'Groupes', 'Category value': 'Nom du groupe',

  // properties panel: checks
  'ID must not be empty.': 'L’identifiant ne peut pas être vide.', 'ID must be unique.': 'Cet identifiant est déjà pris.',
  'ID must not contain spaces.': 'L’identifiant ne contient pas d’espace.',
  'ID must be a valid QName.': 'L’identifiant commence par une lettre et ne contient que des lettres, des chiffres, « _ » et « - ».',
  'ID must not contain prefix.': 'L’identifiant ne contient pas de « : ».', 'Must not be empty.': 'Ce champ est obligatoire.',
  'Must match pattern {pattern}.': 'Le format attendu est {pattern}.',
  'Field cannot exceed {maxLength} characters.': '{maxLength} signes au plus.',
  'Field must be at least {minLength} characters.': '{minLength} signes au moins.',

  // element templates
  Template: 'Modèle d’élément', Unlink: 'Détacher', Update: 'Mettre à jour', 'Update available': 'Une version plus récente existe',
  Applied: 'Appliqué', Deprecated: 'Déconseillé', Incompatible: 'Incompatible', Change: 'Changer',
  'This template is deprecated.': 'Ce modèle d’élément est déconseillé.',
  'The template applied was not found. Therefore, its properties cannot be shown. Unlink to access the data.':
    'Le modèle d’élément n’existe plus ; détachez-le pour voir les propriétés.',
  'A new version of the template is available: {templateVersion}': 'Une version plus récente existe : {templateVersion}',
  'Custom properties for scope <{scope}>': 'Propriétés',

  // descriptions of groups and elements
  'Atomic units of work in a process': 'Ce que fait une personne ou l’application', 'Route the flow: branch or merge paths': 'Séparer ou réunir des chemins',
  'Nested or reusable activities': 'Réunir des étapes, appeler un autre processus', 'Wait for something to happen before continuing': 'Attendre avant de continuer',
  'Emit an event, then continue': 'Signaler, puis continuer', 'React to something while an activity is running': 'Réagir pendant une activité',
  'Where a process path ends': 'La fin d’un chemin', 'Things a process reacts to or emits': 'Ce que le processus attend ou signale',
  'Data the process uses': 'Ce que le processus utilise', 'Who takes part in the process': 'Qui prend part au processus',
  'Where a process or path begins': 'Le début d’un chemin', 'Systems or organizations involved': 'Qui prend part au processus',
  'A participant shown as a black box': 'Un participant dont on ne voit pas l’intérieur',
  'A participant with its process shown inside': 'Un participant avec son processus',
  'A subprocess that completes as a whole, or is compensated': 'Un sous-processus qui aboutit en entier ou est compensé',
  'A subprocess triggered by an event in its scope': 'Un sous-processus déclenché par un événement',
  'A task done by a person without any tooling or UI': 'Un travail fait hors de l’application',
  'Activities run in any order, any number of times': 'Des activités dans un ordre libre',
  'Activities run in any order; shown collapsed': 'Des activités dans un ordre libre, vue réduite',
  'An unspecified step, often used as a placeholder': 'Une étape dont le type reste à choisir',
  'Attaches a compensation handler to the activity': 'Prévoit comment défaire l’activité',
  'Automated work carried out by a job worker or connector': 'Un travail que l’application fait seule',
  'Broadcasts a signal': 'Envoie un signal à tous',
  'Calls another process as a reusable subprocess': 'Démarre un autre processus et attend sa fin',
  'Cancels the transaction and ends the path': 'Annule la transaction et termine le chemin',
  'Connects one element to the next in the flow': 'Mène d’un élément au suivant',
  'Continues from a matching link event': 'Reprend depuis le lien du même nom',
  'Data created and used within a process instance': 'Une donnée du dossier',
  'Data that persists beyond the process instance': 'Une donnée qui dure plus que le dossier',
  'Ends the current path': 'Termine ce chemin',
  'Ends the path and broadcasts a signal': 'Termine le chemin et envoie un signal à tous',
  'Ends the path and raises an escalation': 'Termine le chemin et alerte le niveau supérieur',
  'Ends the path and sends a message': 'Termine le chemin avec un effet de l’application',
  'Ends the path and triggers compensation': 'Termine le chemin et défait ce qui a été fait',
  'Ends the path by throwing an error': 'Termine le chemin en levant une erreur',
  'Evaluates a business rule, typically a DMN decision': 'Évalue une table de décision',
  'Fires on a timer while the activity continues': 'Se produit à une date, l’activité continue',
  'Follows the path of whichever event occurs first': 'Suit le premier événement qui se produit',
  'Groups elements into a subprocess, shown collapsed': 'Réunit des éléments, vue réduite',
  'Groups elements into a subprocess, shown inline': 'Réunit des éléments, vue déployée',
  'Handles an event that occurs while an activity is active': 'Réagit à un événement pendant l’activité',
  'Immediately ends all active paths in the scope': 'Arrête aussitôt tous les chemins',
  'Interrupts the activity on a defined timer': 'Arrête l’activité à une date',
  'Interrupts the activity on a matching signal': 'Arrête l’activité à un signal',
  'Interrupts the activity on an escalation': 'Arrête l’activité à une alerte',
  'Interrupts the activity when a condition is met': 'Arrête l’activité quand une condition est remplie',
  'Interrupts the activity when a message is received': 'Arrête l’activité à un message',
  'Interrupts the activity when it throws an error': 'Prend le relais quand l’activité lève une erreur',
  'Jumps to a matching link event': 'Saute au lien du même nom',
  'Marks a point in the flow': 'Marque un point du chemin',
  'Models complex branching or merging behavior': 'Un branchement que les autres ne savent pas dire',
  'Publishes a message to a receiver': 'Envoie un message',
  'Raises an escalation to a higher scope': 'Alerte le niveau supérieur',
  'Reacts to a message while the activity continues': 'Réagit à un message, l’activité continue',
  'Reacts to a signal while the activity continues': 'Réagit à un signal, l’activité continue',
  'Reacts to an escalation while the activity continues': 'Réagit à une alerte, l’activité continue',
  'Reacts when a condition is met; activity continues': 'Réagit à une condition, l’activité continue',
  'Reacts when a transaction is canceled': 'Réagit à l’annulation de la transaction',
  'Routes the token down one path, based on data': 'Choisit un seul chemin, selon les réponses',
  'Runs a script': 'Exécute un script (refusé par l’application)',
  'Sends a message': 'Fait un effet de l’application',
  'Splits the flow into parallel paths, or joins them': 'Ouvre des chemins en parallèle, ou les réunit',
  'Starts an event subprocess on a message, without interrupting': 'Commence à un message, sans rien arrêter',
  'Starts an event subprocess on a signal, without interrupting': 'Commence à un signal, sans rien arrêter',
  'Starts an event subprocess on a timer, without interrupting': 'Commence à une date, sans rien arrêter',
  'Starts an event subprocess on an escalation': 'Commence à une alerte',
  'Starts an event subprocess on an escalation, without interrupting': 'Commence à une alerte, sans rien arrêter',
  'Starts an event subprocess to handle compensation': 'Commence pour défaire ce qui a été fait',
  'Starts an event subprocess when a condition is met, without interrupting': 'Commence quand une condition est remplie, sans rien arrêter',
  'Starts an event subprocess when an error is thrown': 'Commence quand une erreur est levée',
  'Starts the process on a defined timer': 'Démarre le processus à une date',
  'Starts the process when a condition is met': 'Démarre le processus quand une condition est remplie',
  'Starts the process when a matching signal is broadcast': 'Démarre le processus à un signal',
  'Starts the process when a message is received': 'Démarre le processus à un message',
  'Taken only when its condition is met': 'Suivi seulement si sa condition est remplie',
  'Takes every outgoing path whose condition is met': 'Suit tous les chemins dont la condition est remplie',
  'The default path, taken when no other path condition is met': 'Suivi quand aucune autre condition n’est remplie',
  'Triggers compensation of completed activities': 'Défait les activités terminées',
  'Waits for a defined time or duration': 'Attend une date ou une durée',
  'Waits for a matching signal to be broadcast': 'Attend un signal', 'Waits for a message to be received': 'Attend un message',
  'Waits until a condition is met': 'Attend qu’une condition soit remplie', 'Waits until a message is received': 'Attend un message',
  'Where the process begins': 'Le début du processus', 'Work that needs to be done by a person': 'Quelqu’un remplit un formulaire',

  // refusals of the modeler
  'flow elements must be children of pools/participants': 'Les éléments se placent dans un participant.',
  'Data object must be placed within a pool/participant.': 'Un objet de données se place dans un participant.'
};

/** Texts of the token simulation, and what the libraries do not pass through their translation. */
const SHOWN = {
  'Token Simulation': 'Simulation', 'Toggle Token Simulation': 'Simuler', 'Toggle Simulation Log': 'Journal de la simulation', 'Simulation Log': 'Journal de la simulation',
  'Reset Simulation': 'Recommencer la simulation', 'Play/Pause Simulation': 'Continuer ou suspendre la simulation',
  'Pause Simulation': 'Simulation suspendue', 'Play Simulation': 'Simulation reprise', 'No Entries': 'Rien pour l’instant',
  'Found unsupported elements': 'Certains éléments ne se simulent pas', 'Not supported': 'Ne se simule pas',
  'Set animation speed = Slow': 'Vitesse : lente', 'Set animation speed = Normal': 'Vitesse : normale', 'Set animation speed = Fast': 'Vitesse : rapide',
  'Trigger Event': 'Déclencher l’événement', 'Trigger Continue': 'Continuer', 'Add pause point': 'S’arrêter ici', 'Remove pause point': 'Ne plus s’arrêter ici', 'Toggle pause point': 'S’arrêter ici ou non',
  'Set Sequence Flow': 'Choisir le chemin', 'Show all scopes': 'Tout montrer', 'Process instance': 'Instance',
  'Process': 'Processus', Search: 'Rechercher', 'Search in diagram': 'Chercher dans le diagramme', Results: 'Résultats',
  'Search (Ctrl+F)': 'Rechercher', 'No matches found': 'Aucun résultat', 'No matching elements found.': 'Aucun élément ne correspond.',
  Close: 'Fermer', 'Element Templates': 'Modèles d’éléments', SubProcess: 'Sous-processus', 'Service Task': 'Tâche automatique', 'User Task': 'Tâche d’une personne',
  'Call Activity': 'Appel de processus', 'Script Task': 'Tâche de script', 'Business Rule Task': 'Tâche de décision', 'Manual Task': 'Tâche manuelle',
  'Receive Task': 'Tâche de réception', 'Send Task': 'Tâche d’envoi', Task: 'Tâche', 'Exclusive Gateway': 'Branchement exclusif',
  'Parallel Gateway': 'Branchement parallèle', 'Inclusive Gateway': 'Branchement inclusif', 'Start Event': 'Événement de début',
  'Intermediate Event': 'Événement intermédiaire', 'Boundary Event': 'Événement de bordure', 'End Event': 'Événement de fin',
  'Process started': 'Processus démarré', 'Process finished': 'Processus terminé', 'Process canceled': 'Processus arrêté'
};

/** The same, with something of the diagram in them. */
const SHOWN_PATTERNS = [
  [/^Focus process instance (.+)$/, id => `Montrer l’instance ${id}`],
  [/^(\d+) results? found$/, n => `${n} ${n < 2 ? 'résultat' : 'résultats'}`],
  [/^View all process instances$/, () => 'Montrer toutes les instances']
];

const lower = text => text.charAt(0).toLowerCase() + text.slice(1);

/** « Timer boundary event (non-interrupting) » and the like, in any of the spellings that the libraries use. */
function kind(text) {
  let plain = text.trim().replace(/\s+/g, ' ');
  let suffix = '';
  const quiet = / ?\(?non[- ]interrupting\)?$/i;
  if (quiet.test(plain)) {
    plain = plain.replace(quiet, '');
    suffix = ' (non interruptif)';
  }
  const sentence = plain.charAt(0) + plain.slice(1).toLowerCase();
  if (DICTIONARY[sentence]) return DICTIONARY[sentence] + suffix;
  const [first, ...rest] = sentence.split(' ');
  const place = PLACES[rest.join(' ')] ?? PLACES[rest.join(' ').replace(/ ?(catch|throw)? event definition$/, ' event')];
  const what = KINDS[first] ?? KINDS[first.replace(/^./, letter => letter.toUpperCase())];
  if (place && what) return `${place} : ${what}${suffix}`;
  if (rest[0] === 'event' && rest[1] === 'definition' && what) return `Événement : ${what}`;
  return null;
}

/** Words that no dictionary knows, for whoever completes it. */
export const unknown = new Set();

function lookUp(text) {
  return DICTIONARY[text] ?? kind(text) ?? /^(Create|Append) (.+)$/.exec(text)?.slice(1).reduce((verb, what) => {
    const known = DICTIONARY[what.charAt(0).toUpperCase() + what.slice(1)] ?? kind(what.charAt(0).toUpperCase() + what.slice(1));
    return known ? `${verb === 'Create' ? 'Créer' : 'Ajouter'} : ${lower(known)}` : null;
  }) ?? null;
}

/** What an element is, in French: « Tâche d’une personne », « Événement de bordure : minuteur ». */
export function typeName(bo) {
  const event = bo.eventDefinitions?.[0]?.$type.replace('bpmn:', '').replace('EventDefinition', '');
  const plain = bo.$type.replace('bpmn:', '').replace(/(\B[A-Z])/g, ' $1').toLowerCase();
  const text = event ? `${event} ${plain}` : plain;
  return lookUp(text.charAt(0).toUpperCase() + text.slice(1)) ?? text;
}

export function translate(template, replacements = {}) {
  const known = lookUp(template);
  // our own templates are French already
  if (known === null && /^[\x20-\x7e]*[A-Za-z]{3}[\x20-\x7e]*$/.test(template)) unknown.add(template);
  return (known ?? template).replace(/{([^}]+)}/g, (whole, key) => replacements[key] ?? whole);
}

/** A module for diagram-js: everything that the libraries translate. */
export const frenchModule = { translate: ['value', translate] };

/**
 * Translates texts, titles and placeholders that a library writes itself, now and whenever they change; what people type is
 * left alone.
 *
 * @param {HTMLElement} root
 * @param {Record<string, string>} words
 * @param {Array<[RegExp, Function]>} patterns
 */
export function translateShown(root, words = SHOWN, patterns = SHOWN_PATTERNS) {
  const french = text => {
    const plain = text.trim();
    if (!plain) return null;
    if (Object.hasOwn(words, plain)) return text.replace(plain, words[plain]);
    for (const [pattern, replace] of patterns) {
      const match = pattern.exec(plain);
      if (match) return text.replace(plain, replace(...match.slice(1)));
    }
    return null;
  };
  const texts = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest('[contenteditable="true"], textarea, script, style, .cm-editor, .djs-direct-editing-parent, .djs-visual')) return;
      const found = french(node.data);
      if (found !== null && found !== node.data) node.data = found;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ['title', 'placeholder', 'aria-label', 'alt', 'data-placeholder']) {
      const value = node.getAttribute(name);
      const found = value === null ? null : french(value);
      if (found !== null && found !== value) node.setAttribute(name, found);
    }
    node.childNodes.forEach(texts);
  };
  texts(root);
  new MutationObserver(changes => changes.forEach(change => {
    if (change.type === 'childList') change.addedNodes.forEach(texts);
    else texts(change.target);
  })).observe(root, {
    childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: ['title', 'placeholder', 'aria-label', 'alt', 'data-placeholder']
  });
}
