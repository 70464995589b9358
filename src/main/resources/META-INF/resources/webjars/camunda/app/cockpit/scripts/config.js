import '../../../../js/webapps/ready.js';

export default {
  app: {
    name: 'Pilotage',
    vendor: 'Label ÉcoQuartier ·'
  },
  locales: {
    availableLocales: ['fr'],
    fallbackLocale: 'fr'
  },
  customScripts: [
    'scripts/ecoquartier',
    'scripts/ecoquartier-portfolio',
    'scripts/ecoquartier-bottlenecks',
    'scripts/ecoquartier-history',
    'scripts/ecoquartier-incidents'
  ],
  disableWelcomeMessage: true
};
