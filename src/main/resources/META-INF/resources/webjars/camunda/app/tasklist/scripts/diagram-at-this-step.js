/*
 * The drawing of the procedure opens so small that nobody can read it. Here it opens at the step the
 * task belongs to; the buttons beside it lead to the rest.
 */
const READABLE_WIDTH = 95;
const MOST_STEPS = 20;

function zoomTo(step) {
  const canvas = step.closest('svg').parentElement;
  for (let i = 0; i < MOST_STEPS; i++) {
    const { x, y, width, height } = step.getBoundingClientRect();
    if (width >= READABLE_WIDTH) {
      return;
    }
    // The viewer itself is not within reach; it zooms to the pointer.
    canvas.dispatchEvent(
      new WheelEvent('wheel', {
        bubbles: true,
        cancelable: true,
        clientX: x + width / 2,
        clientY: y + height / 2,
        ctrlKey: true,
        deltaY: -60
      })
    );
  }
}

new MutationObserver(() => {
  const step = document.querySelector('.task-card .djs-element.highlight:not([data-shown])');
  if (step && step.getBoundingClientRect().width > 0) {
    step.dataset.shown = 'true';
    requestAnimationFrame(() => zoomTo(step));
  }
}).observe(document.body, { attributeFilter: ['class'], childList: true, subtree: true });

export default [];
