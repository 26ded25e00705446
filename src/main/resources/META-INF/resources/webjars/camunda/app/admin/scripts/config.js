export default {
  app: {
    name: 'Exit interviews: Admin',
    vendor: ' '
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  customScripts: ['../tasklist/scripts/session-ends'],
  disableWelcomeMessage: true
};
