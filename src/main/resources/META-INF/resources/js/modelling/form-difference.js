/* What two versions of a form differ in: fields, their properties and their order, in French. */
import { compareParts } from './dmn-difference.js';
import { TYPES } from './french-form.js';

const LABELS = {
  type: 'Type', key: 'Nom de la réponse', label: 'Libellé', text: 'Texte', description: 'Description', source: 'Adresse', alt: 'Texte de remplacement',
  'validate.required': 'Obligatoire', 'validate.minLength': 'Longueur minimale', 'validate.maxLength': 'Longueur maximale', 'validate.min': 'Minimum',
  'validate.max': 'Maximum', 'validate.pattern': 'Format attendu', 'conditional.hide': 'Masquer si', values: 'Choix', valuesKey: 'Variable des choix',
  valuesExpression: 'Expression des choix', defaultValue: 'Valeur au départ', readonly: 'Lecture seule', disabled: 'Désactivé', dateLabel: 'Libellé de la date',
  timeLabel: 'Libellé de l’heure', subtype: 'Genre', decimalDigits: 'Décimales', increment: 'Pas', 'layout.columns': 'Largeur', 'layout.row': 'Rangée',
  showOutline: 'Contour', disallowPassedDates: 'Refuser les dates passées', parent: 'Dans', id: 'Identifiant'
};

const shown = value => (value === true ? 'oui' : value === false ? 'non'
  : Array.isArray(value) ? value.map(item => (item && typeof item === 'object' ? `${item.label ?? ''} (${item.value ?? ''})` : String(item))).join(' ; ')
    : String(value));

function flat(component, prefix = '', found = {}) {
  for (const [name, value] of Object.entries(component)) {
    if (['components', 'id'].includes(name) || value === null || value === undefined) continue;
    if (typeof value === 'object' && !Array.isArray(value)) flat(value, `${prefix}${name}.`, found);
    else found[LABELS[prefix + name] ?? prefix + name] = shown(value);
  }
  return found;
}

export function parts(text) {
  let form;
  try {
    form = JSON.parse(text);
  } catch {
    throw new Error('Ce fichier n’est pas du JSON lisible.');
  }
  const found = new Map();
  found.set('', { title: `Formulaire « ${form.id ?? ''} »`, facts: { Identifiant: form.id ?? '', 'Version du format': String(form.schemaVersion ?? '') }, order: 0 });
  const walk = (components, parent) => (components ?? []).forEach((component, at) => {
    const id = component.id ?? `${parent}/${at}`;
    const name = component.label || component.key || component.dateLabel || id;
    found.set(id, {
      title: `${TYPES[component.type] ?? component.type} « ${name} »`, facts: { ...flat(component), ...(parent ? { Dans: parent } : {}) }, order: at, group: parent
    });
    walk(component.components, component.label || component.id);
  });
  walk(form.components, '');
  return found;
}

export const compare = (before, after) => compareParts(parts(before), parts(after));
