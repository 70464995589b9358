/* French for the editor of decision tables. */
const DICTIONARY = {
  'Activate hand tool': 'Déplacer la vue', 'Activate lasso tool': 'Choisir plusieurs éléments', 'Add cell description': 'Décrire la case',
  'Remove cell description': 'Retirer la description', 'Add input column left': 'Ajouter une entrée à gauche',
  'Add input column right': 'Ajouter une entrée à droite', 'Add input': 'Ajouter une entrée',
  'Add output column left': 'Ajouter une sortie à gauche', 'Add output column right': 'Ajouter une sortie à droite',
  'Add output': 'Ajouter une sortie', 'Add parameter': 'Ajouter un paramètre', 'Remove parameter': 'Retirer le paramètre',
  'Add predefined values': 'Ajouter des valeurs prédéfinies', 'Clear predefined values': 'Retirer les valeurs prédéfinies',
  'Predefined values': 'Valeurs prédéfinies', 'Add rule above': 'Ajouter une règle au-dessus', 'Add rule below': 'Ajouter une règle au-dessous',
  'Add rule': 'Ajouter une règle', 'Remove rule': 'Supprimer la règle', 'Move rule': 'Déplacer la règle', 'Copy rule': 'Copier la règle',
  'Cut rule': 'Couper la règle', 'Paste rule above': 'Coller la règle au-dessus', 'Paste rule below': 'Coller la règle au-dessous',
  'Copy input column': 'Copier l’entrée', 'Copy output column': 'Copier la sortie', 'Cut input column': 'Couper l’entrée',
  'Cut output column': 'Couper la sortie', 'Paste input column left': 'Coller l’entrée à gauche',
  'Paste input column right': 'Coller l’entrée à droite', 'Paste output column left': 'Coller la sortie à gauche',
  'Paste output column right': 'Coller la sortie à droite', 'Remove input column': 'Supprimer l’entrée',
  'Remove output column': 'Supprimer la sortie', 'Add text annotation': 'Ajouter une annotation', 'Add values': 'Ajouter des valeurs',
  Rule: 'Règle', 'Input column': 'Entrée', 'Output column': 'Sortie', 'Input columns': 'Entrées',
  After: 'Après', Before: 'Avant', Between: 'Entre', And: 'Et', When: 'Si', Then: 'Alors', Annotation: 'Remarque', Annotations: 'Remarques',
  'Append business knowledge model': 'Ajouter une fonction', 'Append decision': 'Ajouter une décision',
  'Append input data': 'Ajouter une donnée', 'Append knowledge source': 'Ajouter une source', 'Create decision': 'Créer une décision',
  'Create input data': 'Créer une donnée', 'Create knowledge model': 'Créer une fonction', 'Create knowledge source': 'Créer une source',
  'Boolean value': 'Oui ou non', 'Change cell expression language': 'Changer de langage', 'Change type': 'Changer le type',
  'Comparison operator': 'Comparaison', Comparison: 'Comparaison', 'Connect to other element': 'Relier à un autre élément',
  'Custom values': 'Valeurs libres', 'Date and time value': 'Date et heure', 'Date and time': 'Date et heure', 'Date value': 'Date',
  Date: 'Date', 'Decision name': 'Nom de la décision', 'Decision name: ': 'Nom de la décision : ', 'Definition ID': 'Identifiant du fichier',
  'Definition name': 'Nom du fichier', Delete: 'Supprimer', 'Duration value': 'Durée', Edit: 'Modifier', 'Edit boolean': 'Modifier',
  'Edit date and time': 'Modifier la date et l’heure', 'Edit date': 'Modifier la date', 'Edit duration': 'Modifier la durée',
  'Edit end date and time': 'Modifier la fin', 'Edit end date': 'Modifier la fin', 'Edit end time': 'Modifier la fin',
  'Edit formal parameters': 'Modifier les paramètres', 'Edit function kind': 'Modifier le genre de fonction', 'Edit input': 'Modifier l’entrée',
  'Edit number': 'Modifier le nombre', 'Edit output': 'Modifier la sortie', 'Edit start date and time': 'Modifier le début',
  'Edit start date': 'Modifier le début', 'Edit start time': 'Modifier le début', 'Edit string': 'Modifier le texte', 'Edit time': 'Modifier l’heure',
  'Editing not supported for set expression language': 'Ce langage ne se modifie pas ainsi', 'Element name': 'Nom de l’élément',
  'End date and time': 'Fin', 'End date': 'Fin', 'End time': 'Fin', 'End value': 'Fin', 'Enter expression': 'Saisir l’expression',
  Equals: 'Égal à', Exactly: 'Exactement', Exclude: 'Exclure', Include: 'Inclure', 'Expression language': 'Langage',
  'Expression language:': 'Langage :', 'Expression language: {expressionLanguageLabel}': 'Langage : {expressionLanguageLabel}',
  Expression: 'Expression', 'Function kind: {kind}': 'Genre de fonction : {kind}', 'Greater or equals': 'Supérieur ou égal à',
  Greater: 'Supérieur à', 'Less or equals': 'Inférieur ou égal à', Less: 'Inférieur à', 'Hit policy': 'Règles retenues', 'Hit policy:': 'Règles retenues :',
  'Input expression': 'Expression d’entrée', 'Input expression: ': 'Expression d’entrée : ', 'Input label': 'Libellé de l’entrée',
  'Input label: ': 'Libellé de l’entrée : ', 'Input type': 'Type de l’entrée', 'Input values': 'Valeurs de l’entrée', Input: 'Entrée',
  Kind: 'Genre', 'Literal expression editor': 'Éditeur d’expression', 'Literal expression': 'Expression', 'Literal Expression': 'Expression',
  'Match none': 'Aucune de ces valeurs', 'Match one': 'Une de ces valeurs', 'No values': 'Aucune valeur', No: 'Non', Yes: 'Oui',
  'Output label': 'Libellé de la sortie', 'Output label: ': 'Libellé de la sortie : ', 'Output name': 'Nom de la sortie',
  'Output name: ': 'Nom de la sortie : ', 'Output type': 'Type de la sortie', 'Output values': 'Valeurs de la sortie', Output: 'Sortie',
  'Range end operator': 'Borne de fin', 'Range end value': 'Fin', 'Range start operator': 'Borne de début', 'Range start value': 'Début', Range: 'Intervalle',
  Resize: 'Élargir', 'Search in diagram': 'Chercher dans le diagramme', 'Set date and time': 'Choisir la date et l’heure', 'Set date': 'Choisir la date',
  'Set duration': 'Choisir la durée', 'Set time': 'Choisir l’heure', 'Set value': 'Choisir', 'Start date and time': 'Début', 'Start date': 'Début',
  'Start time': 'Début', 'Start value': 'Début', 'String value': 'Texte', 'Strings must be in double quotes': 'Un texte se met entre guillemets droits',
  'Test type': 'Comparaison', 'Time value': 'Heure', Time: 'Heure', Type: 'Type', 'Use now': 'Maintenant', 'Use today': 'Aujourd’hui', Value: 'Valeur',
  Values: 'Valeurs', 'Variable name': 'Nom de la variable', 'Variable name:': 'Nom de la variable :', 'Variable type': 'Type de la variable',
  'Variable type:': 'Type de la variable :', 'View DRD': 'Voir le schéma des décisions', 'e.g. { example } ': 'par exemple { example } ',
  'e.g. { sample }': 'par exemple { sample }', name: 'nom', 'Decision table': 'Table de décision', Empty: 'Vide',
  'Open decision table': 'Ouvrir la table', 'Open literal expression': 'Ouvrir l’expression',
  Unique: 'Une seule', First: 'La première', Priority: 'La prioritaire', Any: 'N’importe laquelle', Collect: 'Toutes',
  'Collect (Sum)': 'Toutes (somme)', 'Collect (Min)': 'Toutes (minimum)', 'Collect (Max)': 'Toutes (maximum)', 'Collect (Count)': 'Toutes (nombre)',
  'Rule order': 'Toutes, dans l’ordre des règles', 'Output order': 'Toutes, dans l’ordre des sorties'
};

export function translate(template, replacements = {}) {
  return (DICTIONARY[template] ?? template).replace(/{\s*([^}]+?)\s*}/g, (whole, key) => replacements[key] ?? whole);
}

export const frenchModule = { translate: ['value', translate] };

/** What the library writes without its translation. */
export const SHOWN = {
  ...DICTIONARY, string: 'texte', boolean: 'oui ou non', number: 'nombre', integer: 'nombre entier', long: 'nombre entier long',
  double: 'nombre décimal', date: 'date', time: 'heure', dateTime: 'date et heure', dayTimeDuration: 'durée (jours)',
  yearMonthDuration: 'durée (mois)', 'Hit Policy': 'Règles retenues', 'Open boxed expression': 'Ouvrir l’expression', 'Delete rule': 'Supprimer la règle'
};
