/*
 * Tasklist opens every list with what came in last and counts only the list that is shown. Here what is
 * due first comes first until somebody chooses otherwise, and every list says how much waits in it.
 */
const BY_DUE_DATE = encodeURIComponent(JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]));
const COUNT_AGAIN_AFTER_MS = 60000;
const COUNT_SOON_MS = 1500;

function sortByDueDate() {
  const { hash } = window.location;
  if (/^#\/(\?|$)/.test(hash) && !hash.includes('sorting=')) {
    const separator = hash.includes('?') ? '&' : '?';
    window.location.replace(`${hash}${separator}sorting=${BY_DUE_DATE}`);
  }
}

const filterApi = `${document.querySelector('base').getAttribute('engine-api')}engine/default/filter`;

async function read(address) {
  // Without a connection there is nothing to count, and this is tried again.
  const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null);
  return answer?.ok ? answer.json() : [];
}

async function countLists() {
  if (document.hidden || !document.querySelector('.task-filters .task-filter')) {
    return;
  }
  const filters = await read(`${filterApi}?resourceType=Task`);
  for (const { id, name } of filters) {
    const { count } = await read(`${filterApi}/${id}/count`);
    const link = [...document.querySelectorAll('.task-filters .task-filter .name a')].find(
      entry => entry.firstChild.data.trim() === name
    );
    if (link && count !== undefined) {
      // The list that is shown has its own count; the style sheet leaves this one out there.
      link.dataset.count = count;
    }
  }
}

let soon;
function countSoon() {
  clearTimeout(soon);
  soon = setTimeout(countLists, COUNT_SOON_MS);
}

window.addEventListener('hashchange', () => {
  sortByDueDate();
  countSoon();
});
setInterval(countLists, COUNT_AGAIN_AFTER_MS);
sortByDueDate();
countSoon();

export default [];
