import { PALETTE } from '../../adapters/html/palette.ts';
import { PIECES } from './pieces-stylesheet.ts';

const { light, dark } = PALETTE;

/** The one style sheet, inside every page: dense but calm, from 360 pixels on. */
export const STYLE = `
:root { color-scheme: light dark; --paper: ${light.paper}; --ground: ${light.ground}; --ink: #1a202c; --soft: #525c6e;
  --line: #d8dce5; --edge: #767f8f; --accent: #1f5fd0; --fill: #1f5fd0; --fill-ink: #ffffff;
  --good: #17733f; --good-ground: #e3f4ea; --warn: #8a5300; --warn-ground: #fdf0d8; --bad: #a8321b; --bad-ground: #fdeae5;
  --calm: #525c6e; --calm-ground: #eceef3; }
@media (prefers-color-scheme: dark) {
  :root { --paper: ${dark.paper}; --ground: ${dark.ground}; --ink: #e9ecf2; --soft: #aab3c3; --line: #39414f;
    --edge: #8b94a5; --accent: #7aa7ff; --good: #63d297; --good-ground: #17352a; --warn: #f0b65c; --warn-ground: #3a2c14;
    --bad: #f2a37e; --bad-ground: #41231c; --calm: #aab3c3; --calm-ground: #2a303c; }
}
* { box-sizing: border-box; margin: 0; }
html { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
body { min-height: 100vh; min-height: 100dvh; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: 8px; top: -60px; padding: 8px 14px; background: var(--paper); z-index: 2; }
.skip:focus { top: 8px; }
.top { background: var(--paper); border-bottom: 1px solid var(--line); }
.top > div { max-width: 1200px; margin: 0 auto; padding: 8px 20px; display: flex; flex-wrap: wrap; gap: 4px 20px;
  align-items: center; }
.brand { font-weight: 700; color: inherit; text-decoration: none; padding: 6px 0; }
.pages { flex: 1 1 auto; display: flex; flex-wrap: wrap; gap: 2px; }
.pages a { padding: 6px 10px; border-radius: 6px; color: var(--soft); text-decoration: none; font-weight: 600; }
.pages a:hover { background: var(--ground); color: var(--ink); }
.pages a[aria-current] { background: var(--calm-ground); color: var(--ink); }
.who { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; font-size: .93em; color: var(--soft); }
.who form { display: inline; }
.link { font: inherit; color: var(--accent); background: none; border: 0; padding: 6px 0; min-height: 24px; cursor: pointer;
  text-decoration: underline; text-underline-offset: 2px; }
.languages { display: inline-flex; gap: 8px; list-style: none; padding: 0; }
.languages a { display: inline-block; padding: 6px 0; }
.languages [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
main { max-width: 1200px; margin: 0 auto; padding: 20px 20px 48px; display: grid; gap: 16px; }
main > * { min-width: 0; }
.crumbs { font-size: .93em; color: var(--soft); margin-bottom: -12px; }
h1 { font-size: 1.6em; line-height: 1.25; letter-spacing: -.01em; display: flex; flex-wrap: wrap; gap: 6px 12px;
  align-items: center; }
h1:focus { outline: none; }
h2 { font-size: 1.13em; line-height: 1.3; }
h3 { font-size: 1em; }
.soft { color: var(--soft); }
.small { font-size: .87em; color: var(--soft); }
code, .id { font: .93em ui-monospace, monospace; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
${PIECES}
@media (max-width: 560px) {
  html { font-size: 14px; }
  .top > div, main { padding-left: 12px; padding-right: 12px; }
  .pages { margin: 0 -8px; }
  .pages a { padding: 5px 8px; }
  main { gap: 12px; padding-top: 14px; }
}
`;
