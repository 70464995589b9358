/*
 * French for the form-js viewer 1.8.7, which has no translation of its own: its messages, its buttons, its calendar and
 * its date format. Used by Tasklist (imported by a custom script) and by the authority space (<script defer>, after the
 * viewer). It changes what form-js renders, never what people type: text in inputs is left alone.
 */
(() => {
  'use strict';

  if (window.formJsFrench) return;
  window.formJsFrench = true;

  document.documentElement.lang = 'fr';

  const number = text => text.replace('.', ',');
  const plural = (count, one, many) => (Math.abs(Number(count)) < 2 ? one : many);

  /** Whole texts. */
  const TEXTS = {
    'Field is required.': 'Ce champ est obligatoire.',
    'Value is not a number.': 'Saisissez un nombre.',
    'Value is expected to be an integer.': 'Saisissez un nombre entier.',
    'Field must be a valid email.': 'Saisissez une adresse électronique valide.',
    'Field must be a valid  international phone number. (e.g. +4930664040900)':
      'Saisissez un numéro de téléphone au format international (par exemple +33123456789).',
    'Date and time must both be entered.': 'Saisissez la date et l’heure.',
    'No options source defined in the form definition': 'Aucun choix n’est défini pour ce champ.',
    'No results': 'Aucun résultat',
    'All values selected': 'Toutes les valeurs sont choisies',
    'Nothing to show.': 'Aucune ligne à afficher.',
    'Add new': 'Ajouter',
    Collapse: 'Réduire',
    'Submit form failed': 'Le formulaire n’a pas pu être envoyé.',
    ' of ': ' sur '
  };

  /** Texts with values in them. */
  const PATTERNS = [
    [/^Value is expected to have at most (\d+) decimal digits?\.$/,
      n => `Saisissez au plus ${n} ${plural(n, 'décimale', 'décimales')}.`],
    [/^Please select a valid value, the two nearest valid values are (\S+) and (\S+)\.$/,
      (a, b) => `Saisissez une valeur possible : les deux plus proches sont ${number(a)} et ${number(b)}.`],
    [/^Field must match pattern (.*)\.$/s, () => 'Cette saisie n’a pas le format attendu.'],
    [/^Field must have minimum value of (.*)\.$/, n => `Saisissez une valeur supérieure ou égale à ${number(n)}.`],
    [/^Field must have maximum value of (.*)\.$/, n => `Saisissez une valeur inférieure ou égale à ${number(n)}.`],
    [/^Field must have minimum length of (.*)\.$/,
      n => `Saisissez au moins ${n} ${plural(n, 'caractère', 'caractères')}.`],
    [/^Field must have maximum length of (.*)\.$/,
      n => `Saisissez au plus ${n} ${plural(n, 'caractère', 'caractères')}.`],
    [/^Expand all \((\d+)\)$/, n => `Tout afficher (${n})`]
  ];

  /** Attributes: placeholders, tooltips and names for screen readers. */
  const ATTRIBUTES = {
    Search: 'Rechercher',
    'Remove tag': 'Retirer ce choix',
    'Previous page': 'Page précédente',
    'Next page': 'Page suivante',
    Increment: 'Augmenter',
    Decrement: 'Diminuer',
    'Click to remove sorting': 'Retirer le tri',
    'Powered by bpmn.io': 'Réalisé avec bpmn.io',
    'mm/dd/yyyy': 'jj/mm/aaaa',
    'dd/mm/yyyy': 'jj/mm/aaaa',
    'hh:mm ?m': 'hh:mm'
  };
  const ATTRIBUTE_PATTERNS = [
    [/^Click to sort by (.*) descending$/s, label => `Trier par ${label}, ordre décroissant`],
    [/^Click to sort by (.*) ascending$/s, label => `Trier par ${label}, ordre croissant`],
    [/^Remove list item (\d+)$/, n => `Retirer l’élément ${n} de la liste`]
  ];
  const ATTRIBUTE_NAMES = ['placeholder', 'title', 'aria-label', 'alt'];

  // Only the texts that form-js itself writes: a label, a help text or a value of a form is never touched.
  const OWN_TEXTS = [
    '.fjs-form-field-error',
    '.fjs-dropdownlist',
    '.fjs-table-empty',
    '.fjs-table-td[colspan]',
    '.fjs-table-nav-label',
    '.fjs-repeat-render-footer',
    '.fjs-dropdownlist-empty'
  ].join(',');

  function look(text, exact, patterns) {
    if (Object.hasOwn(exact, text)) return exact[text];
    for (const [pattern, french] of patterns) {
      const match = pattern.exec(text);
      if (match) return french(...match.slice(1));
    }
    return null;
  }

  function translateText(node) {
    const parent = node.parentElement;
    if (!parent || !parent.closest(OWN_TEXTS)) return;
    const own = look(node.data, TEXTS, PATTERNS) ?? look(node.data.trim(), TEXTS, PATTERNS);
    if (own !== null && own !== node.data) node.data = own;
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTE_NAMES) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const own = look(value, ATTRIBUTES, ATTRIBUTE_PATTERNS);
      if (own !== null && own !== value) element.setAttribute(name, own);
    }
  }

  function translateTree(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateAttributes(node);
    }
  }

  const insideForm = node => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element && (element.closest('.fjs-container') || element.querySelector?.('.fjs-container'));
  };

  new MutationObserver(records => {
    for (const record of records) {
      if (record.type === 'characterData') {
        if (insideForm(record.target)) translateText(record.target);
      } else if (record.type === 'attributes') {
        if (insideForm(record.target)) translateAttributes(record.target);
      } else {
        for (const node of record.addedNodes) if (insideForm(node)) translateTree(node);
      }
    }
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTE_NAMES
  });
  document.querySelectorAll('.fjs-container').forEach(translateTree);

  // form-js asks for the browser's date format ("default"); people here read French dates, whatever their browser.
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (target, [locale, ...rest]) => new target(locale === 'default' ? 'fr-FR' : locale, ...rest),
    apply: (target, self, [locale, ...rest]) => target(locale === 'default' ? 'fr-FR' : locale, ...rest)
  });

  const CALENDAR = {
    firstDayOfWeek: 1,
    weekdays: {
      shorthand: ['dim', 'lun', 'mar', 'mer', 'jeu', 'ven', 'sam'],
      longhand: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
    },
    months: {
      shorthand: ['janv', 'févr', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc'],
      longhand: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre',
        'novembre', 'décembre']
    },
    ordinal: day => (day > 1 ? '' : 'er'),
    rangeSeparator: ' au ',
    weekAbbreviation: 'Sem.',
    scrollTitle: 'Défiler pour augmenter la valeur',
    toggleTitle: 'Cliquer pour basculer',
    yearAriaLabel: 'Année',
    monthAriaLabel: 'Mois',
    hourAriaLabel: 'Heure',
    minuteAriaLabel: 'Minute',
    time_24hr: true
  };
  let flatpickr = window.flatpickr;
  if (flatpickr) {
    flatpickr.localize(CALENDAR);
  } else {
    Object.defineProperty(window, 'flatpickr', {
      configurable: true,
      get: () => flatpickr,
      set: value => {
        flatpickr = value;
        value?.localize?.(CALENDAR);
      }
    });
  }
})();
