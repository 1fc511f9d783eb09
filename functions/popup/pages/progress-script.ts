/**
 * The progress page's script, where scripts are allowed: updates each step in place, for screen readers too. A redirect
 * leads off this site, so the whole page follows it. On any error it asks again, more and more slowly. The script must
 * reach the page unchanged, since its hash is in the policy.
 */
export const PROGRESS_SCRIPT = `
(async () => {
  const main = document.querySelector('main');
  for (let pause = 500; ; ) {
    const next = main.dataset.next;
    try {
      const answer = await fetch(next, { redirect: 'manual' });
      if (answer.type === 'opaqueredirect') return location.replace(next);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
      if (!page) throw new Error(answer.status);
      if (!page.dataset.next) return location.replace(next);
      for (const part of ['.steps', '[role=status]']) {
        const [old, fresh] = [main, page].map((from) => from.querySelector(part));
        if (old.textContent !== fresh.textContent) old.innerHTML = fresh.innerHTML;
      }
      main.dataset.next = page.dataset.next;
      pause = 500;
    } catch {
      await new Promise((go) => setTimeout(go, pause));
      pause = Math.min(pause * 2, 8000);
    }
  }
})();
`;
