/*
 * Tasklist keeps half-filled forms in the browser's localStorage, in clear and for ever. On a shared
 * computer the next person would find what a young person said. Here drafts live in sessionStorage,
 * which ends with the tab, and logging out clears them.
 */
const PREFIX = 'camunda-form:';

function removeDrafts(storage) {
  // delete goes past the methods replaced below.
  Object.keys(storage)
    .filter(key => key.startsWith(PREFIX))
    .forEach(key => delete storage[key]);
}

for (const method of ['getItem', 'setItem', 'removeItem']) {
  const original = Storage.prototype[method];
  Storage.prototype[method] = function (key, ...rest) {
    const storage = String(key).startsWith(PREFIX) ? window.sessionStorage : this;
    return original.call(storage, key, ...rest);
  };
}

removeDrafts(window.localStorage);

// The menu is drawn anew after each login, so the page listens instead of the entry.
document.addEventListener(
  'click',
  event => {
    if (event.target instanceof Element && event.target.closest('.account .logout')) {
      removeDrafts(window.sessionStorage);
    }
  },
  true
);

export default [];
