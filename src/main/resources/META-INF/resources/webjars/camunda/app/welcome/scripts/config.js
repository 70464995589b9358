export default {
  app: {
    name: 'Accueil',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  customScripts: ['../../../js/webapps/common'],
  disableWelcomeMessage: true
};
