/*
 * Web applications that ask for news every few seconds never look idle to the server, so the page
 * itself sees whether somebody is there: it warns, saves and logs out. After a logout the page is
 * loaded anew, so that neither its memory nor the browser's way back shows what was on it.
 *
 * Every web application loads this script.
 */
const WARN_BEFORE_MS = 5 * 60000;
const LOOK_EVERY_MS = 5000;
const TELL_OTHERS_EVERY_MS = 10000;

const base = document.querySelector('base');
const root = base.getAttribute('app-root');
const sessionApi = new URL(`${root}/../api/session`, window.location.href).pathname;

let idleAfterMs = 0;
let lastUse = Date.now();
let lastTold = 0;

// Other windows of the same browser have the same login.
const windows = new BroadcastChannel('exit-interviews-use');
windows.onmessage = () => used(false);

function used(here) {
  lastUse = Date.now();
  document.querySelector('.session-ends')?.remove();
  if (here && lastUse - lastTold > TELL_OTHERS_EVERY_MS) {
    lastTold = lastUse;
    windows.postMessage('used');
  }
}

for (const use of ['keydown', 'pointerdown', 'wheel', 'touchstart']) {
  document.addEventListener(use, () => used(true), { capture: true, passive: true });
}

const scope = () => window.angular?.element(document.body).injector()?.get('$rootScope');
const person = () => scope()?.authentication?.name;

function warn(endsAt) {
  let warning = document.querySelector('.session-ends');
  if (!warning) {
    warning = document.createElement('div');
    warning.className = 'session-ends';
    warning.setAttribute('role', 'alertdialog');
    warning.setAttribute('aria-label', 'Your login is about to end');
    const text = document.createElement('p');
    const time = new Date(endsAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    text.textContent = `Nobody has used this page for a while. You will be logged out at ${time}. What you have typed into the form of a step is saved.`;
    const button = document.createElement('button');
    button.className = 'btn btn-primary';
    button.textContent = 'Stay logged in';
    warning.append(text, button);
    document.body.append(warning);
  }
}

async function logOut() {
  // The form hears of it and saves what is left.
  const saved = [];
  document.dispatchEvent(new CustomEvent('session-ends', { detail: saved }));
  await Promise.allSettled(saved);
  const token = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  await fetch(`${root}/api/admin/auth/user/default/logout`, {
    headers: { 'X-XSRF-TOKEN': token },
    method: 'POST'
  }).catch(() => {});
  startAnew();
}

/** Without what stands behind the #, which would name the step that was open. */
function startAnew() {
  window.location.replace(base.href);
}

async function look() {
  if (!person()) {
    idleAfterMs = 0;
    document.querySelector('.session-ends')?.remove();
    return;
  }
  if (!idleAfterMs) {
    const answer = await fetch(sessionApi).catch(() => null);
    idleAfterMs = answer?.ok ? (await answer.json()).idleSeconds * 1000 : 0;
    lastUse = Date.now();
    return;
  }
  const endsAt = lastUse + idleAfterMs;
  if (Date.now() >= endsAt) {
    logOut();
  } else if (Date.now() >= endsAt - Math.min(WARN_BEFORE_MS, idleAfterMs / 2)) {
    warn(endsAt);
  }
}

function listen() {
  const everything = scope();
  if (!everything) {
    setTimeout(listen, 100);
    return;
  }
  everything.$on('authentication.logout.success', startAnew);
  setInterval(look, LOOK_EVERY_MS);
}

// The menu is drawn anew after each login, so the page listens instead of the entry.
document.addEventListener(
  'click',
  event => {
    if (event.target instanceof Element && event.target.closest('.account .logout a, .account a.logout')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      logOut();
    }
  },
  true
);

window.addEventListener('pageshow', event => event.persisted && window.location.reload());

listen();

export default [];
