// Runs inside the page; its value is read by measure.ts. What is cut off is as lost to the merchant as what would have
// to be scrolled to, so both are looked for; but for the vendor's fields, which may be scrolled within the page.
(() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const words = (element) => `${element.localName} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
  // Left to screen readers, whatever class says so, or shown once it has the focus.
  const isUnseen = (element) => element.closest('.skip') || getComputedStyle(element).clipPath === 'inset(50%)';
  const isWithin = (element, is) => element !== null && (is(element) || isWithin(element.parentElement, is));
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !isWithin(element, isUnseen);
  const all = [...document.body.querySelectorAll('*')].filter(shown);
  const outside = all.filter((element) => {
    const { left, right, top } = element.getBoundingClientRect();
    return left < -0.5 || right > innerWidth + 0.5 || top < -0.5;
  });
  const cut = all.filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const wide = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const scrolls = overflowY === 'auto' && element.classList.contains('fields') && element.clientHeight >= 80;
    const high = overflowY !== 'visible' && !scrolls && element.scrollHeight > element.clientHeight + 1;
    return element.clientWidth > 0 && (wide || high);
  });
  return {
    window: { width: innerWidth, height: innerHeight },
    content: { width: scrollWidth, height: scrollHeight },
    outside: outside.map(words),
    cut: cut.map(words),
  };
})();
