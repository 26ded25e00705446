/*
 * Copies, letters, reports and cases are pages beside Tasklist; here is the way to those that somebody
 * may open.
 */
const LOOK_AGAIN_AFTER_MS = 300;

function show() {
  const account = document.querySelector('.account');
  if (!account) {
    setTimeout(show, LOOK_AGAIN_AFTER_MS);
    return;
  }
  if (!document.querySelector('.pages-link')) {
    const item = document.createElement(account.tagName);
    item.className = 'pages-link';
    const link = document.createElement('a');
    link.href = '/pages';
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = 'Copies and other pages';
    item.append(link);
    account.before(item);
  }
}

show();
window.addEventListener('hashchange', show);

export default [];
