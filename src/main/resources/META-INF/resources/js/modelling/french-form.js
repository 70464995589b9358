/* French for the editor of forms, which has no translation of its own. */
export const SHOWN = {
  'Build your form': 'Composez le formulaire', 'Clear content': 'Effacer', 'Close pop-up editor': 'Fermer', Close: 'Fermer', Components: 'Éléments',
  Content: 'Contenu', 'Create new list item': 'Ajouter', Create: 'Ajouter', 'Delete item': 'Supprimer',
  'Drag and drop components here to start designing.': 'Glissez ici les éléments du formulaire.', 'Drag and drop components here.': 'Glissez ici des éléments.',
  'Learn more': 'En savoir plus', 'No components found.': 'Aucun élément trouvé.', 'Open pop-up editor': 'Agrandir', 'Opened in editor': 'Ouvert en grand',
  Repeatable: 'Répétition', 'Search components': 'Chercher un élément', 'Section contains an error': 'Cette section contient une erreur',
  'Section contains data': 'Cette section est remplie', 'Section contains edits': 'Cette section est remplie', 'Toggle list item': 'Ouvrir ou fermer',
  'Toggle section': 'Ouvrir ou fermer la section', 'Use the preview window to test your form.': 'L’aperçu montre le formulaire comme les agents le verront.',
  Action: 'Action', 'Allow add/delete items': 'Permettre d’ajouter et de retirer', 'Allows arbitrary precision values': 'Pour un nombre de décimales quelconque',
  'Alternative text': 'Texte de remplacement', Appearance: 'Apparence', Auto: 'Automatique', 'Binds to a form variable': 'Le nom de la réponse dans le processus',
  Bottom: 'Bas', Center: 'Milieu', Top: 'Haut', Checked: 'Coché', 'Not checked': 'Non coché', Column: 'Colonne', Columns: 'Colonnes', 'Compute on': 'Calculé',
  Condition: 'Condition', Constraints: 'Contraintes', Containers: 'Groupes', 'Custom properties': 'Propriétés libres',
  'Custom regular expression': 'Expression rationnelle', Custom: 'Libre', 'Data source': 'Source des données', 'Date label': 'Libellé de la date',
  'Decimal digits': 'Décimales', 'Default number of items': 'Nombre de lignes au départ', 'Default value': 'Valeur au départ',
  'Define an expression to calculate the value of this field': 'L’expression qui calcule la valeur',
  'Define an expression to populate the options from.': 'L’expression qui donne les choix.',
  'Define which input property to populate the values from': 'La variable qui donne les choix',
  'Descriptive text for screen reader accessibility.': 'Ce que lisent les lecteurs d’écran.', 'Disable collapse': 'Toujours tout montrer', Disabled: 'Désactivé',
  'Disallow past dates': 'Refuser les dates passées', 'Dynamic options': 'Choix d’une variable', Email: 'Adresse électronique',
  'Enter a form input variable that contains the data for the table or define an expression to populate the data dynamically.':
    'La variable, ou l’expression, qui donne les lignes.',
  'Expression or static value (link/data URI)': 'Expression ou adresse', Expression: 'Expression',
  'Field cannot be edited by the end-user, and the data is not submitted. Takes precedence over read only.': 'Le champ ne se modifie pas et n’est pas envoyé.',
  'Field cannot be edited by the end-user, but the data will still be submitted.': 'Le champ ne se modifie pas, mais il est envoyé.',
  'Field description': 'Description', 'Form submission': 'Envoi', General: 'Général', 'Header items': 'En-têtes', 'Headers source': 'Source des en-têtes',
  'Height of the container in pixels.': 'Hauteur en pixels.', Height: 'Hauteur', ID: 'Identifiant', 'Image source': 'Adresse de l’image', Increment: 'Pas',
  'Input values key': 'Variable des choix', Input: 'Saisie', Key: 'Nom de la réponse', Label: 'Libellé', Layout: 'Disposition',
  'List of items': 'Liste de valeurs', 'Maximum length': 'Longueur maximale', Maximum: 'Maximum', 'Minimum length': 'Longueur minimale', Minimum: 'Minimum',
  'Multiple form fields are selected. Select a single form field to edit its properties.': 'Choisissez un seul champ pour modifier ses propriétés.',
  'Number of non-collapsing items': 'Lignes toujours visibles', 'Number of rows per page': 'Lignes par page', 'Options expression': 'Expression des choix',
  'Options source': 'D’où viennent les choix', 'Output as string': 'Garder comme texte', Pagination: 'Pages', Path: 'Chemin', Phone: 'Téléphone', Prefix: 'Avant',
  Suffix: 'Après', Presentation: 'Texte et images', 'Read only': 'Lecture seule', Required: 'Obligatoire', Reset: 'Remettre à zéro', Searchable: 'Avec recherche',
  'Security attributes': 'Sécurité', 'Select a form field to edit its properties.': 'Choisissez un champ pour modifier ses propriétés.', Selection: 'Choix',
  Serialization: 'Enregistrement', 'Show outline': 'Montrer le contour', 'Specify an expression to populate column items': 'L’expression qui donne les colonnes',
  'Specify the source from which to populate the table': 'D’où viennent les lignes', 'Static options': 'Choix fixes', Submit: 'Envoyer', Subtype: 'Genre',
  'Target value': 'Valeur visée', Text: 'Texte', 'Time format': 'Format de l’heure', 'Time interval': 'Pas de l’heure', 'Time label': 'Libellé de l’heure', Type: 'Type',
  URL: 'Adresse', 'Use 24h': 'Sur 24 heures', 'Validation pattern': 'Format attendu', Validation: 'Contrôle', 'Value changes': 'à chaque changement', Value: 'Valeur',
  'Vertical alignment': 'Alignement vertical', 'Where the child variables of this component are pathed to.': 'Le nom sous lequel les réponses de ce groupe sont rangées.',
  Name: 'Nom', 'Hide if': 'Masquer si', 'Condition under which the field is hidden': 'La condition qui masque le champ', Options: 'Choix', 'Static': 'Fixe',
  Properties: 'Propriétés', Property: 'Propriété', Source: 'Source', Form: 'Formulaire', Title: 'Titre', Date: 'Date', Time: 'Heure', 'Date & Time': 'Date et heure',
  'Local': 'Locale', 'Full': 'Toute la largeur', Number: 'Nombre', String: 'Texte', true: 'oui', false: 'non', Rows: 'Lignes', 'Show label': 'Montrer le libellé',
  'Must not be empty.': 'Ce champ est obligatoire.', 'Must be unique.': 'Ce nom est déjà pris.', 'Must not contain spaces.': 'Ce nom ne contient pas d’espace.',
  'Field label': 'Libellé', 'Text view is populated by an expression': 'Texte donné par une expression', 'Text view is empty': 'Texte vide',
  'Image view is populated by an expression': 'Image donnée par une expression', 'Table columns populated by an expression': 'Colonnes données par une expression',
  'Group label': 'Titre du groupe', 'Options are populated dynamically': 'Choix donnés par une variable',
  'Options are populated from an expression': 'Choix donnés par une expression',
  'Add properties directly to the form schema, useful to configure functionality in custom-built task applications and form renderers.':
    'Des propriétés que l’application lit : « date » = « notBeforeToday » refuse une date passée.',
  'Drag and drop': 'Glisser-déposer', 'Minimum': 'Minimum', Rich: 'Enrichi', 'Create new': 'Ajouter',
  // kinds of fields, as the palette and the properties panel name them
  'Text field': 'Texte court', 'Text area': 'Texte long', 'Date time': 'Date et heure', Checkbox: 'Case à cocher', 'Checkbox group': 'Plusieurs choix (cases)',
  'Radio group': 'Un choix (boutons)', Select: 'Un choix (liste)', 'Tag list': 'Plusieurs choix (étiquettes)', 'Text view': 'Texte affiché', 'Image view': 'Image',
  'HTML view': 'HTML', Table: 'Tableau', Spacer: 'Espace', Separator: 'Trait', Group: 'Groupe', 'Dynamic list': 'Liste de groupes', iFrame: 'Page externe', Button: 'Bouton',
  'Document preview': 'Aperçu de document', 'File picker': 'Fichier', 'Expression field': 'Valeur calculée',
  TEXTFIELD: 'TEXTE COURT', TEXTAREA: 'TEXTE LONG', 'Remove text field': 'Supprimer'
};

export const PATTERNS = [
  [/^Remove (.+)$/, what => `Supprimer : ${SHOWN[what] ?? SHOWN[what.charAt(0).toUpperCase() + what.slice(1)] ?? what}`],
  [/^Create an? (.+) element$/, what => `Ajouter : ${SHOWN[what] ?? what}`],
  [/^Drag to add an? (.+)$/, what => `Glisser pour ajouter : ${SHOWN[what] ?? what}`],
  [/^Column (\d+)$/, n => `Colonne ${n}`],
  [/^List contains (\d+) items?$/, n => `${n} ${n < 2 ? 'élément' : 'éléments'}`]
];

/** Names of the palette, by the type that its entries carry: the library cuts them over several lines. */
export const TYPES = {
  textfield: 'Texte court', textarea: 'Texte long', number: 'Nombre', datetime: 'Date et heure', expression: 'Valeur calculée', checkbox: 'Case à cocher',
  checklist: 'Plusieurs choix (cases)', radio: 'Un choix (boutons)', select: 'Un choix (liste)', taglist: 'Plusieurs choix (étiquettes)', text: 'Texte affiché',
  image: 'Image', html: 'HTML', table: 'Tableau', spacer: 'Espace', separator: 'Trait', group: 'Groupe', dynamiclist: 'Liste de groupes', iframe: 'Page externe',
  button: 'Bouton', filepicker: 'Fichier', documentPreview: 'Aperçu de document'
};
