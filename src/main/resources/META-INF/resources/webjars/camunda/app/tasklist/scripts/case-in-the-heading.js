/*
 * Once a task is claimed its card is in another list, and with it the number of the case that somebody
 * needs to raise a concern or to ask a colleague. Here the number stands in the heading of the task,
 * with a link to the page of the case: its dates, more time for the step, a pause.
 */
const taskApi = `${document.querySelector('base').getAttribute('engine-api')}engine/default/task`;
const CASES = 'EI-';
const LOOK_AGAIN_AFTER_MS = 200;
const LOOKS = 50;

function shownTask() {
  return new URLSearchParams(window.location.hash.split('?')[1]).get('task');
}

function linkToCase(caseNumber) {
  const link = document.createElement('a');
  link.className = 'case-page';
  link.href = `/pages/cases/${encodeURIComponent(caseNumber)}`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'The case: dates, copies, more time, pause';
  return link;
}

function write(task, caseNumber, looks) {
  if (shownTask() !== task) {
    return;
  }
  const heading = document.querySelector('.task-card .process-definition');
  if (heading) {
    heading.dataset.caseNumber = caseNumber;
    if (caseNumber.startsWith(CASES) && !document.querySelector('.task-card .case-page')) {
      heading.insertAdjacentElement('afterend', linkToCase(caseNumber));
    }
    // On a telephone the task stands below the whole list.
    if (heading.getBoundingClientRect().top > window.innerHeight) {
      heading.closest('.task-card').scrollIntoView();
    }
  } else if (looks > 0) {
    setTimeout(() => write(task, caseNumber, looks - 1), LOOK_AGAIN_AFTER_MS);
  }
}

async function showCaseNumber() {
  delete document.querySelector('.task-card .process-definition')?.dataset.caseNumber;
  document.querySelector('.task-card .case-page')?.remove();
  const task = shownTask();
  if (!task) {
    return;
  }
  const answer = await fetch(`${taskApi}/${encodeURIComponent(task)}/localVariables`, {
    headers: { Accept: 'application/json' }
  }).catch(() => null);
  const caseNumber = answer?.ok && (await answer.json()).caseNumber?.value;
  if (caseNumber) {
    write(task, caseNumber, LOOKS);
  }
}

window.addEventListener('hashchange', showCaseNumber);
showCaseNumber();

export default [];
