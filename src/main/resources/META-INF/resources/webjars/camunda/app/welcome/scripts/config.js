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
  disableWelcomeMessage: true
};
