export default {
  app: {
    name: 'Exit interviews: Admin',
    vendor: ' '
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  disableWelcomeMessage: true
};
