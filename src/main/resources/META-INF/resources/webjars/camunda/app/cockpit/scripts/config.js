export default {
  app: {
    name: 'Exit interviews: Cockpit',
    vendor: ' '
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  disableWelcomeMessage: true
};
