/*
 * Tasklist keeps half-filled forms in the browser's localStorage, in clear and for ever: on a shared
 * computer the next person would find what a young person said. Here nothing is kept in the browser.
 * What is typed goes to the server every few seconds, which encrypts it and gives it back with the
 * form: after the login has ended, on another computer, to the same person only.
 */
const PREFIX = 'camunda-form:';
const SAVE_AFTER_MS = 3000;
const TRY_AGAIN_AFTER_MS = 5000;
const LOOK_FOR_FORM_MS = 100;

const draftApi = task => `${draftBase}${encodeURIComponent(task)}`;
const draftBase = new URL(
  `${document.querySelector('base').getAttribute('app-root')}/../api/drafts/`,
  window.location.href
).pathname;

/** The form that is shown, and what of it the server has. */
let current = null;

/** What could not be saved before the login ended: in this page only, for that person only. */
let unsaved = null;

function loggedIn() {
  return window.angular?.element(document.body).injector()?.get('$rootScope').authentication?.name;
}

/** form-js does not say where it is; it leaves itself with what it draws. */
function formIn(node, depth = 0) {
  const service = node?.props?.value?.getService;
  if (service) {
    return service('form', false) ?? null;
  }
  for (const child of (depth < 8 && node?.__k) || []) {
    const form = child && formIn(child, depth + 1);
    if (form) {
      return form;
    }
  }
  return null;
}

const time = moment => {
  const day = moment.toDateString() === new Date().toDateString() ? '' : ' on ' +
    moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  return moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }) + day;
};

function say(draft, text, kind = '') {
  if (draft !== current) {
    return;
  }
  let place = document.querySelector('.draft-state');
  if (!place) {
    place = document.createElement('p');
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  place.className = `draft-state ${kind}`;
  place.textContent = text;
}

async function request(task, method, body) {
  const answer = await fetch(draftApi(task), {
    body,
    credentials: 'same-origin',
    // A page that is being left may still send as much as browsers let it.
    keepalive: method === 'PUT' && document.visibilityState === 'hidden' && body.length < 60000,
    headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
    method
  });
  return { status: answer.status, body: answer.ok && answer.status !== 204 ? await answer.json() : null };
}

const typed = draft => JSON.stringify(draft.form._getSubmitData());

function schedule(draft, after) {
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => save(draft), after);
}

function changed(draft) {
  if (draft.ended || typed(draft) === draft.seen) {
    return;
  }
  draft.seen = typed(draft);
  if (!draft.touched) {
    // The form fills itself in; nobody has typed anything.
    return;
  }
  draft.dirtySince ??= Date.now();
  if (!draft.failing) {
    say(draft, 'Not saved yet …');
    // Somebody who never stops typing is saved too.
    schedule(draft, Math.max(0, Math.min(SAVE_AFTER_MS, draft.dirtySince + 3 * SAVE_AFTER_MS - Date.now())));
  }
}

async function save(draft) {
  if (draft.ended || draft.saving) {
    draft.again = draft.saving;
    return;
  }
  clearTimeout(draft.timer);
  const body = draft.alive ? typed(draft) : draft.seen;
  draft.saving = true;
  try {
    took(draft, body, await request(draft.task, 'PUT', body));
  } catch (offline) {
    failed(draft, body, 'This computer has no connection.');
  }
  draft.saving = false;
  if (draft.again) {
    draft.again = false;
    schedule(draft, SAVE_AFTER_MS);
  }
}

function took(draft, body, { status, body: state }) {
  if (status === 200) {
    draft.failing = false;
    draft.seen = body;
    draft.dirtySince = draft.alive && typed(draft) !== body ? Date.now() : null;
    if (unsaved?.task === draft.task) {
      unsaved = null;
    }
    say(draft, `Draft saved ${time(new Date(state.savedAt))}`);
    if (draft.dirtySince) {
      changed(draft);
    }
  } else if (status === 401) {
    keepForLogin(draft, body);
    failed(draft, body, 'Your login has ended. Log in again in this window.');
  } else if (status === 403 || status === 404 || status === 410) {
    draft.ended = true;
    say(draft, 'Not saved: this step is not in your hands any more. Copy what you still need.', 'failed');
  } else if (status === 413) {
    failed(draft, body, 'This is more text than the form can hold.');
  } else {
    failed(draft, body, 'The service does not answer.');
  }
}

function failed(draft, body, why) {
  draft.failing = true;
  const until = draft.dirtySince ? ` since ${time(new Date(draft.dirtySince))}` : '';
  say(draft, `Not saved${until}. ${why} Your text stays here; this is tried again.`, 'failed');
  if (draft.alive) {
    schedule(draft, TRY_AGAIN_AFTER_MS);
  }
}

function keepForLogin(draft, body) {
  if (draft.user) {
    unsaved = { body, task: draft.task, user: draft.user };
  }
}

/** Tasklist asks for its draft just before it draws the form, so this says whose form comes next. */
function opening(task) {
  const former = current?.form;
  leave();
  if (task === 'undefined') {
    return null;
  }
  const draft = { alive: true, dirtySince: null, former, seen: null, task, user: null };
  current = draft;
  waitForForm(draft);
  if (unsaved?.task === task && unsaved.user === loggedIn()) {
    return unsaved.body;
  }
  return null;
}

function waitForForm(draft) {
  if (draft !== current) {
    return;
  }
  const container = document.querySelector('.task-card .fjs-container');
  const form = container && formIn({ __k: [container.__k] });
  if (!form || form === draft.former || !form._getState().schema) {
    setTimeout(() => waitForForm(draft), LOOK_FOR_FORM_MS);
    return;
  }
  Object.assign(draft, { container, form, user: loggedIn() });
  draft.touched = unsaved?.task === draft.task && unsaved.user === draft.user;
  draft.seen = draft.touched ? null : typed(draft);
  for (const touch of ['keydown', 'pointerdown', 'input', 'click']) {
    container.addEventListener(touch, () => (draft.touched = true), true);
  }
  form.on('changed', () => changed(draft));
  changed(draft);
  request(draft.task, 'GET').then(({ body }) => {
    if (body?.savedAt && !draft.dirtySince) {
      say(draft, `Draft saved ${time(new Date(body.savedAt))}`);
    }
  }, () => {});
}

function leave() {
  const draft = current;
  if (draft?.form) {
    if (draft.dirtySince && !draft.ended) {
      save(draft);
    }
    draft.alive = false;
    clearTimeout(draft.timer);
  }
  document.querySelector('.draft-state')?.remove();
  current = null;
}

/*
 * A form that starts something belongs to no case yet: there is no record whose key could keep a draft,
 * and nothing is kept in the browser. So the page says that nothing is saved, and asks before it goes.
 */
const START_FORM = '.modal-content .fjs-container';
const startIsTyped = () => document.querySelector(`${START_FORM}[data-typed]`) !== null;

document.addEventListener(
  'input',
  event => {
    const form = event.target.closest?.(START_FORM);
    if (form && !form.dataset.typed) {
      form.dataset.typed = 'yes';
      const note = document.createElement('p');
      note.className = 'not-kept';
      note.setAttribute('role', 'status');
      note.textContent = 'Kept nowhere until you send it. Send what you know; the rest can follow.';
      form.closest('.modal-content').querySelector('.modal-footer')?.prepend(note);
    }
  },
  true
);

/** What Tasklist itself does with a draft. */
const instead = {
  getItem: opening,
  removeItem(task) {
    // The step is finished, and its draft with it.
    if (current?.task === task) {
      current.ended = true;
      clearTimeout(current.timer);
      document.querySelector('.draft-state')?.remove();
    }
  },
  setItem(task, body) {
    const draft = current?.task === task && current.form ? current : null;
    if (draft) {
      // Saving is not finishing: nothing is wrong yet with what is still missing.
      draft.form._setState({ errors: {} });
      draft.dirtySince ??= Date.now();
      keepForLogin(draft, body);
      save(draft);
    }
  }
};

for (const method of Object.keys(instead)) {
  const original = Storage.prototype[method];
  Storage.prototype[method] = function (key, ...rest) {
    return String(key).startsWith(PREFIX)
      ? instead[method](String(key).slice(PREFIX.length), ...rest)
      : original.call(this, key, ...rest);
  };
}

// What an earlier release, or Tasklist as it comes, has left behind.
for (const storage of [window.localStorage, window.sessionStorage]) {
  Object.keys(storage)
    .filter(key => key.startsWith(PREFIX) || key.startsWith('camForm:'))
    .forEach(key => delete storage[key]);
}

// Somebody who leaves a form leaves it in the middle of a sentence.
window.addEventListener('hashchange', () => {
  if (current?.form && !document.contains(current.container)) {
    leave();
  }
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden' && current?.form && current.dirtySince && !current.ended) {
    save(current);
  }
});

window.addEventListener('beforeunload', event => {
  const isUnsaved = current?.form && current.failing && current.dirtySince && !current.ended;
  if (isUnsaved || startIsTyped()) {
    event.preventDefault();
  }
});

document.addEventListener('session-ends', event => {
  unsaved = null;
  if (current?.form && current.dirtySince && !current.ended) {
    event.detail.push(save(current));
  }
});

window.addEventListener('online', () => current?.failing && save(current));

export default [];
