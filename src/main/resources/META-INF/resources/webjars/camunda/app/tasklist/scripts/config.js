export default {
  app: {
    name: 'Exit interviews',
    vendor: ' '
  },
  dateFormat: {
    abbr: 'D MMMM YYYY',
    long: 'dddd D MMMM YYYY, HH:mm',
    normal: 'D MMMM YYYY, HH:mm',
    short: 'D MMMM YYYY'
  },
  locales: {
    availableLocales: ['en'],
    fallbackLocale: 'en'
  },
  // They run before the first form is shown; each says what for.
  customScripts: [
    'scripts/british-dates',
    'scripts/case-in-the-heading',
    'scripts/diagram-at-this-step',
    'scripts/drafts-on-the-server',
    'scripts/lists-by-due-date',
    'scripts/pages-in-the-header',
    'scripts/plain-problems',
    'scripts/raise-a-concern',
    'scripts/session-ends'
  ],
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the task that is shown'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'goes to the first list'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'goes to the first task of the list'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'goes to the first field of the form'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens what you can start'
    }
  }
};
