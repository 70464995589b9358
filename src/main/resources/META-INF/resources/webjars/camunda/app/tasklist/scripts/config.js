import '../../../../js/webapps/ready.js';

export default {
  app: {
    name: 'Tâches',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'D MMMM YYYY [à] LT',
    short: 'LL'
  },
  customScripts: ['scripts/ecoquartier'],
  disableWelcomeMessage: true,
  assignProcessInstanceIdToTaskComment: true,
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'prendre en charge la tâche choisie'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'aller au premier filtre de la liste'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'aller à la première tâche de la liste'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'aller au premier champ du formulaire'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'ouvrir la fenêtre de démarrage d’un processus'
    }
  }
};
