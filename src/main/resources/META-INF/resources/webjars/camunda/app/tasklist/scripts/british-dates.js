/*
 * Date fields follow the language of the browser, and many computers of British offices speak American
 * English: 03/04 would be the fourth of March to one person and the third of April to the next. Here a
 * date is day, month, year for everybody, and weeks begin on Monday.
 */
const OriginalFormat = Intl.DateTimeFormat;

// form-js asks for the locale "default" when it looks for the order of day and month.
const british = locales => (locales === 'default' ? 'en-GB' : locales);

Intl.DateTimeFormat = new Proxy(OriginalFormat, {
  apply: (target, self, [locales, ...rest]) => target.call(self, british(locales), ...rest),
  construct: (target, [locales, ...rest]) => new target(british(locales), ...rest)
});

window.flatpickr?.localize({ firstDayOfWeek: 1 });

export default [];
