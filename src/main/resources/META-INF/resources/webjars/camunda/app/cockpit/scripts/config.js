export default {
  app: {
    name: 'Pilotage',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  customScripts: ['../../../js/webapps/common'],
  disableWelcomeMessage: true
};
