/**
 * What the progress page runs, where scripts are allowed: shows each step in place, for whoever watches and for
 * whoever listens. A redirect leads off this site, and only a whole page may follow it. Whatever goes wrong, it asks
 * again, more and more slowly. Not a character may change on its way to the page, for its hash is in the policy.
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
