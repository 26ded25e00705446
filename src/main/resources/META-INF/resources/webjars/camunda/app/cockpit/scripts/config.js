export default {
  app: {
    name: 'Exit interviews: Cockpit',
    vendor: ' '
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  customScripts: ['../tasklist/scripts/session-ends'],
  disableWelcomeMessage: true
};
