/**
 * Shows the button that closes the popup, where that works: in a window that a page has opened. Must reach the page
 * unchanged, since its hash is in the policy.
 */
export const CLOSE_SCRIPT = `
(() => {
  const button = document.querySelector('button[data-close]');
  if (!window.opener) return;
  button.hidden = false;
  button.addEventListener('click', () => window.close());
})();
`;
