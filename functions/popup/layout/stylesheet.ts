import { PALETTE } from '../../adapters/html/palette.ts';

const { light, dark } = PALETTE;

/**
 * The one style sheet, inside every page: a second request would show a bare page first. Sized for Magento's popup,
 * 680 × 510 without scrollbars.
 */
export const STYLE = `
:root { color-scheme: light dark; --paper: ${light.paper}; --ground: ${light.ground}; --ink: #1a202c; --soft: #525c6e;
  --line: #d8dce5; --edge: #767f8f; --good: #17733f; --bad: #a8431b; --size: 14px; --gap: 10px; }
@media (prefers-color-scheme: dark) {
  :root { --paper: ${dark.paper}; --ground: ${dark.ground}; --ink: #e9ecf2; --soft: #aab3c3; --line: #39414f;
    --edge: #8b94a5; --good: #63d297; --bad: #f2a37e; }
}
* { box-sizing: border-box; margin: 0; }
html { font: var(--size)/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
body { min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; padding: 8px 20px 8px;
  gap: 8px; overflow-wrap: anywhere; word-break: auto-phrase; }
header { flex: none; display: flex; align-items: flex-start; gap: 16px; justify-content: space-between; min-height: 36px;
  width: 100%; max-width: 640px; margin: 0 auto; }
.vendor { min-height: 36px; display: flex; align-items: center; gap: 10px; font-weight: 600; line-height: 1.2; }
.vendor img { flex: none; height: 36px; width: auto; min-width: 36px; max-width: 132px; padding: 4px; border-radius: 8px;
  background: #fff; object-fit: contain; }
nav { margin: 3px 0 0 auto; flex: none; position: relative; font-size: 13px; }
summary { cursor: pointer; padding: 5px 8px; border-radius: 6px; color: var(--soft); list-style: none; white-space: nowrap; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; display: inline-block; width: 6px; height: 6px; margin: 0 2px 2px 8px;
  border: solid currentColor; border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); }
summary:hover, nav a:hover { background: var(--ground); color: var(--ink); }
nav ul { position: absolute; right: 0; z-index: 1; list-style: none; padding: 4px; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 6px 24px #0003; }
nav a { display: block; padding: 5px 12px; border-radius: 5px; color: inherit; text-decoration: none; white-space: nowrap; }
nav [aria-current] { font-weight: 600; color: var(--accent); }
main { width: 100%; max-width: 640px; margin: 0 auto; background: var(--paper); border: 1px solid var(--line);
  border-top: 4px solid var(--fill); border-radius: 12px; padding: 14px 24px 16px; }
main > * + *, form > * + * { margin-top: var(--gap); }
h1 { display: flex; align-items: center; gap: 12px; font-size: 1.5em; line-height: 1.2; letter-spacing: -.01em; }
h1:focus { outline: none; }
h2 { font-size: 1em; }
.mark { flex: none; width: 1.5em; height: 1.5em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; color: var(--soft); }
.mark.done { color: var(--good); } .mark.trouble { color: var(--bad); }
.summary { border: 1px solid var(--line); border-radius: 8px; }
.summary div { display: flex; gap: 4px 14px; align-items: baseline; padding: 6px 14px; }
.summary div + div { border-top: 1px solid var(--line); }
.summary dt { flex: none; min-width: 5.2em; color: var(--soft); }
.summary dd { flex: 1; display: flex; flex-wrap: wrap; gap: 0 14px; justify-content: space-between; align-items: baseline; }
.summary strong { font-size: 1.07em; }
.soft { color: var(--soft); }
.small, .reference { font-size: max(12px, .87em); color: var(--soft); }
.next { background: var(--ground); border-radius: 8px; padding: 8px 14px; }
.next p { margin-top: 4px; }
.addresses dt { color: var(--soft); font-size: max(12px, .87em); }
.addresses dd + dt { margin-top: 6px; }
code { font: .93em ui-monospace, monospace; }
.steps { list-style: none; padding: 0; }
.steps li { padding: 5px 0 5px 34px; position: relative; color: var(--soft); }
.steps li::before { content: ""; position: absolute; left: 4px; top: calc(5px + .725em - 8px); width: 16px; height: 16px;
  border: 2px solid var(--line); border-radius: 50%; }
.steps .done, .steps .now { color: var(--ink); }
.steps .done::before { border-color: var(--good); background: var(--good); }
.steps .done::after { content: ""; position: absolute; left: 9.5px; top: calc(5px + .725em - 4.5px); width: 5px; height: 8px;
  border: solid var(--paper); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.steps .now { font-weight: 600; }
.steps .now::before { border-color: var(--line); border-top-color: var(--accent); animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .steps .now::before { animation: none; border-color: var(--accent); } }
.boxes label { display: flex; gap: 10px; align-items: center; min-height: 24px; border: 1px solid var(--edge);
  border-radius: 8px; padding: 6px 14px; cursor: pointer; }
.boxes label + label { margin-top: 8px; }
.boxes input { width: 18px; height: 18px; flex: none; margin: 0; accent-color: var(--accent); }
.boxes:empty { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.button { font: inherit; font-weight: 600; line-height: 1.25; padding: 6px 22px; border-radius: 8px; text-align: center;
  border: 1px solid var(--accent); background: var(--fill); color: var(--fill-ink); text-decoration: none; cursor: pointer;
  max-width: 100%; }
.button:hover { box-shadow: 0 0 0 2px var(--accent); }
.button:disabled { opacity: .55; box-shadow: none; cursor: default; }
.choices { list-style: none; padding: 0; display: grid; gap: 8px; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); }
.choices a { display: block; height: 100%; padding: 8px 14px; border: 1px solid var(--edge); border-radius: 8px; text-decoration: none; }
.choices a:hover { border-color: var(--accent); }
.close:has([hidden]) { display: none; }
.quiet { background: transparent; color: var(--ink); border-color: var(--edge); }
a { color: var(--accent); text-underline-offset: 2px; }
.summary a, .support { display: inline-block; padding: 3px 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.dense .choices { gap: 4px; }
.dense .choices a { padding: 4px 10px; }
.dense { --gap: 6px; font-size: 12px; line-height: 1.3; padding: 2px 10px 4px; gap: 2px; }
.dense header, .dense main { max-width: 656px; }
.dense main { padding: 6px 14px 8px; }
.dense h1 { font-size: 16px; }
.dense .summary div, .dense .boxes label { padding: 2px 10px; }
.dense .boxes label + label { margin-top: 4px; }
.dense .summary strong { font-size: 1em; }
.dense .summary a, .dense .support { padding: 0; line-height: 24px; }
.dense .button { padding: 5px 16px; }
.dense .next { padding: 6px 12px; }
@media (max-width: 520px) {
  body { padding: 8px 10px 12px; }
  body main { padding: 16px; margin-top: 0; }
  .summary div { flex-direction: column; }
  .summary dd { flex: none; width: 100%; }
  .actions .button { width: 100%; }
}
`;
