/**
 * The one style sheet, inside every page: a second request would show a bare page first. Sized for Magento's popup,
 * 680 × 510 without scrollbars. Not a character may change between here and the page, for its hash is in the policy.
 */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ground: #f4f5f7; --ink: #1c2330; --soft: #586174; --line: #d5d9e1;
  --act: #1f5fd0; --act-ink: #fff; --done: #1a7f4b; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b2029; --ground: #12151b; --ink: #e8ebf1; --soft: #a3acbd; --line: #39414f; --act: #7aa7ff;
    --act-ink: #0b1220; --done: #5fcf95; }
}
* { box-sizing: border-box; margin: 0; }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); min-height: 100vh;
  padding: 16px; display: flex; flex-direction: column; justify-content: center; overflow-wrap: anywhere; }
header, main { width: 100%; max-width: 560px; margin: 0 auto; }
header { color: var(--soft); font-weight: 600; padding: 0 2px 8px; }
main { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 20px 24px; }
main > * + * { margin-top: 12px; }
h1 { font-size: 21px; line-height: 1.25; }
.store { font-size: 18px; font-weight: 600; line-height: 1.3; }
.tie { font-size: 17px; line-height: 1.35; }
.soft { color: var(--soft); }
.reference { color: var(--soft); font-size: 12px; }
.steps { list-style: none; padding: 0; }
.steps li { padding: 3px 0 3px 28px; position: relative; color: var(--soft); }
.steps li::before { content: "\\2022"; position: absolute; left: 8px; }
.steps .done { color: var(--ink); }
.steps .done::before { content: "\\2713"; left: 5px; color: var(--done); font-weight: 700; }
.steps .now { color: var(--ink); font-weight: 600; }
.boxes > * + * { margin-top: 6px; }
.boxes label { display: flex; gap: 9px; align-items: flex-start; border: 1px solid var(--line); border-radius: 6px;
  padding: 7px 10px; }
.boxes input { width: 17px; height: 17px; flex: none; margin-top: 2px; accent-color: var(--act); }
.actions { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-top: 14px; }
.button { font: inherit; font-weight: 600; padding: 9px 18px; border-radius: 7px; border: 1px solid var(--act);
  background: var(--act); color: var(--act-ink); text-decoration: none; cursor: pointer; max-width: 100%; }
.quiet { background: transparent; color: var(--ink); border-color: var(--line); }
body:has(.dense) { padding: 6px; }
.dense { font-size: 12px; padding: 10px 16px; max-width: 640px; }
.dense > * + *, .dense .actions { margin-top: 8px; }
.dense h1 { font-size: 17px; }
.dense .store, .dense .tie { font-size: 13px; }
.dense .boxes label { padding: 4px 8px; }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
