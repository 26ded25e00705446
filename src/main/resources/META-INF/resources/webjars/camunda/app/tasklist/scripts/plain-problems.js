/*
 * What form-js says about a field that is not filled in right is fixed and technical, and on a long
 * form it says so far above the button; what the server says gets a technical beginning from the
 * engine. Here the words are plain, and the first field to put right comes into view.
 */
const PLAIN_WORDS = [
  [/^Field is required\.$/, () => 'Please answer this.'],
  [/^Field must match pattern /, () => 'This is not written as expected; see the note at this field.'],
  [/^Field must have maximum length of (\d+)\.$/, length => `This is too long: at most ${length} characters.`],
  [/^Field must have minimum length of (\d+)\.$/, length => `This is too short: at least ${length} characters.`],
  [/^Field must have maximum value of (.+)\.$/, value => `Enter at most ${value}.`],
  [/^Field must have minimum value of (.+)\.$/, value => `Enter at least ${value}.`]
];

const ENGINES_BEGINNING = /^\s*Cannot (?:submit task form|complete task|instantiate process definition) \S+: /;

function sayPlainly(text) {
  for (const [technical, plain] of PLAIN_WORDS) {
    const match = technical.exec(text.data);
    if (match) {
      text.data = plain(...match.slice(1));
    }
  }
  if (ENGINES_BEGINNING.test(text.data)) {
    text.data = text.data.replace(ENGINES_BEGINNING, '');
  }
}

function sayAllPlainly() {
  for (const place of document.querySelectorAll('.fjs-form-field-error, .notifications .message')) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      sayPlainly(texts.currentNode);
    }
  }
}

new MutationObserver(sayAllPlainly).observe(document.body, {
  characterData: true,
  childList: true,
  subtree: true
});

/** What an earlier attempt complained about would stay on the page for ever. */
function closeOldMessages() {
  document.querySelectorAll('.page-notifications .alert .close:not(.ng-hide)').forEach(button => button.click());
}

function showFirstProblem(form) {
  const field = form?.querySelector('.fjs-form-field-error')?.closest('.fjs-form-field');
  field?.scrollIntoView({ block: 'center' });
  field?.querySelector('input, textarea, select')?.focus({ preventScroll: true });
}

document.addEventListener(
  'click',
  event => {
    const button = event.target instanceof Element && event.target.closest('.btn-primary');
    if (button) {
      closeOldMessages();
      const form = (button.closest('.modal-content, .task-card') ?? document).querySelector('.fjs-form');
      // form-js has written its complaints by then.
      setTimeout(() => showFirstProblem(form), 300);
    }
  },
  true
);

export default [];
