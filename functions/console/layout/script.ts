/**
 * The one script: times in the reader's zone, with UTC on hover; pages of work under way are shown anew. Nothing needs
 * it.
 */
export const SCRIPT = `
for (const time of document.querySelectorAll('time[datetime]')) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) continue;
  const utc = time.title || time.textContent;
  const timeStyle = { whole: 'short', seconds: 'medium' }[time.dataset.shows];
  if (timeStyle) {
    const shown = { dateStyle: 'medium', timeStyle };
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, shown).format(at);
  }
  time.title = utc;
}
const { reload } = document.body.dataset;
if (reload) setTimeout(() => {
  const busy = document.activeElement?.closest('form, details[open]');
  if (!busy) location.replace(location.pathname + location.search);
}, Number(reload) * 1000);
`;
