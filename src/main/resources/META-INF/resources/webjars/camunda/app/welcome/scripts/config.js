import '../../../../js/webapps/ready.js';

export default {
  app: {
    name: 'Accueil',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  links: [
    {
      label: 'Dossiers',
      href: '../../../../dossiers',
      description: 'Rechercher un dossier et suivre ses étapes'
    },
    {
      label: 'Grille ÉcoQuartier',
      href: '../../../../grille',
      description: 'Essayer des données et lire les indicateurs'
    }
  ],
  customScripts: ['../../../js/webapps/common'],
  disableWelcomeMessage: true
};
