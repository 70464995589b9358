export default {
  app: {
    name: 'Administration',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  customScripts: ['../../../js/webapps/common'],
  disableWelcomeMessage: true
};
