export default {
  app: {
    name: 'Exit interviews',
    vendor: ' '
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  links: [],
  customScripts: ['../tasklist/scripts/session-ends'],
  disableWelcomeMessage: true
};
