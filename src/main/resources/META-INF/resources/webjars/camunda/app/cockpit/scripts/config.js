export default {
  app: {
    name: 'Pilotage',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  dateFormat: {
    normal: 'DD/MM/YYYY HH:mm:ss',
    long: 'dddd D MMMM YYYY [à] HH:mm:ss',
    short: 'DD/MM/YYYY'
  },
  customScripts: ['../../../js/webapps/common'],
  disableWelcomeMessage: true
};
