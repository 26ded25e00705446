/*
 * A concern can be raised at any time, from wherever somebody works: the link stands at the top of
 * every page of Tasklist and opens a page of its own, so that the form behind it keeps its text. The
 * case of the task that is shown is filled in.
 */
const PAGE = '/pages/concern';
const LOOK_EVERY_MS = 1000;
const api = `${document.querySelector('base').getAttribute('engine-api')}engine/default/task`;

let task;

const link = document.createElement('a');
link.className = 'raise-a-concern';
link.href = PAGE;
link.rel = 'noopener';
link.target = '_blank';
link.textContent = 'Raise a concern';

async function fillIn() {
  const shown = new URLSearchParams(window.location.hash.split('?')[1]).get('task');
  if (shown === task) {
    return;
  }
  task = shown;
  link.href = PAGE;
  if (!shown) {
    return;
  }
  const answer = await fetch(`${api}/${encodeURIComponent(shown)}/localVariables`, {
    headers: { Accept: 'application/json' }
  }).catch(() => null);
  const caseNumber = answer?.ok && (await answer.json()).caseNumber?.value;
  if (task === shown && /^EI-/.test(caseNumber)) {
    link.href = `${PAGE}?case=${encodeURIComponent(caseNumber)}`;
  }
}

/** Tasklist draws its header anew after each login, and none before. */
function look() {
  const header = document.querySelector('.navbar, [cam-widget-header], header.navbar');
  const loggedIn = document.querySelector('.three-cols-layout');
  if (header && loggedIn && !link.isConnected) {
    document.body.append(link);
  } else if (!loggedIn) {
    link.remove();
  }
  fillIn();
}

window.addEventListener('hashchange', fillIn);
setInterval(look, LOOK_EVERY_MS);
look();

export default [];
