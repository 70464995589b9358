/*
 * Imported first by each web app's config.js. The web apps give their own plugins seven seconds and show nothing at all
 * when the first request of a fresh server takes longer; so that request is made here, where nobody counts.
 */
await Promise.allSettled(
  (window.PLUGIN_PACKAGES ?? []).map(({ location, main }) => fetch(`${location}/${main}`))
);
