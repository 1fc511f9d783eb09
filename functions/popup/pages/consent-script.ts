/**
 * The consent page's script, where scripts are allowed: the button that connects becomes active once the page has been in
 * view for a second, so that the second click of a double click elsewhere does not press it. Must reach the page
 * unchanged, since its hash is in the policy.
 */
export const CONSENT_SCRIPT = `
(() => {
  const button = document.querySelector('button[value=yes]');
  let timer;
  const arm = () => {
    clearTimeout(timer);
    button.disabled = true;
    if (document.visibilityState === 'visible') timer = setTimeout(() => { button.disabled = false; }, 1000);
  };
  document.addEventListener('visibilitychange', arm);
  addEventListener('pageshow', arm);
  arm();
})();
`;
