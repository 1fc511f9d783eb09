/** Of what pages are made of. */
export const PIECES = `
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; }
.card > * + *, .card form > * + * { margin-top: 10px; }
.columns { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); align-items: start; }
.badge { display: inline-flex; gap: 6px; align-items: center; padding: 1px 9px 1px 7px; border-radius: 99px; font-size: .87rem;
  font-weight: 600; line-height: 1.5; letter-spacing: 0; white-space: nowrap; }
.badge::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
.badge.warn::before { border-radius: 1px; transform: rotate(45deg); }
.badge.bad::before { border-radius: 1px; }
.badge.calm::before { width: 4px; height: 4px; background: none; border: 2px solid currentColor; }
.good { color: var(--good); background: var(--good-ground); }
.warn { color: var(--warn); background: var(--warn-ground); }
.bad { color: var(--bad); background: var(--bad-ground); }
.calm { color: var(--calm); background: var(--calm-ground); }
.notice { border-left: 4px solid currentColor; border-radius: 6px; padding: 10px 16px; }
.notice > * { color: var(--ink); }
.notice > * + * { margin-top: 4px; }
.notice a { color: inherit; font-weight: 600; }
.facts div { display: flex; gap: 2px 16px; padding: 5px 0; }
.facts div + div { border-top: 1px solid var(--line); }
.facts dt { flex: 0 0 9.5em; color: var(--soft); }
.facts dd { flex: 1 1 0; min-width: 0; }
.rows { position: relative; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; overflow: auto hidden; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; }
th, td { text-align: left; vertical-align: baseline; padding: 7px 14px; }
th { font-size: .87em; font-weight: 600; color: var(--soft); background: var(--ground); white-space: nowrap; }
thead th { border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:hover { background: var(--ground); }
.rows td { overflow-wrap: break-word; }
.rows td:first-child { min-width: 9em; }
.rows :is(a, bdi, code, pre, q, .id, .lines) { overflow-wrap: anywhere; }
time { white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.pager { display: flex; gap: 16px; }
.pager a { padding: 4px 0; }
.filters { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; }
.filters label { flex: 1 1 160px; max-width: 320px; }
label { display: block; font-size: .87em; font-weight: 600; color: var(--soft); }
input, select, textarea { display: block; width: 100%; min-height: 36px; margin-top: 2px; padding: 6px 10px; font: inherit;
  font-size: 1rem; font-weight: 400; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; }
input[type=checkbox], input[type=radio] { display: inline-block; width: 18px; height: 18px; min-height: 0; margin: 0 8px 0 0;
  accent-color: var(--accent); vertical-align: -3px; }
.button { display: inline-block; font: inherit; font-weight: 600; line-height: 1.3; min-height: 36px; padding: 7px 16px;
  border-radius: 6px; border: 1px solid var(--fill); background: var(--fill); color: var(--fill-ink); text-decoration: none;
  cursor: pointer; }
.button:hover { box-shadow: 0 0 0 2px var(--accent); }
.button.quiet { background: var(--paper); color: var(--ink); border-color: var(--edge); }
.button.danger { background: var(--paper); color: var(--bad); border-color: currentColor; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; align-items: start; }
.actions > p { flex: 1 0 100%; }
.confirm > summary { list-style: none; }
.confirm > summary::-webkit-details-marker { display: none; }
.confirm[open] { flex: 1 0 100%; border: 1px solid var(--line); border-radius: 8px; padding: 10px; }
.confirm .danger[type=submit] { background: var(--bad); border-color: var(--bad); color: var(--paper); }
.confirm[open] > * + * { margin-top: 8px; }
.history { list-style: none; padding: 0; }
.history li { padding: 5px 0 5px 18px; position: relative; }
.history li::before { content: ""; position: absolute; left: 2px; top: 13px; width: 8px; height: 8px; border-radius: 50%;
  background: var(--edge); }
.history li + li { border-top: 1px solid var(--line); }
@media (max-width: 700px) {
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows table, .rows tbody { display: block; }
  .rows tr { display: block; padding: 8px 14px; }
  .rows td > span { flex: 1 1 0; min-width: 0; overflow-wrap: anywhere; }
  .rows .badge { white-space: normal; border-radius: 12px; }
  .rows td, .rows tbody th { display: flex; gap: 12px; padding: 2px 0; border: 0; background: none; white-space: normal;
    text-align: left; font-size: 1em; }
  .rows tbody tr + tr { border-top: 1px solid var(--line); }
  .rows tbody tr + tr > * { border-top: 0; }
  .rows td[data-label]::before, .rows tbody th[data-label]::before { content: attr(data-label); flex: 0 0 7.5em; color: var(--soft);
    font-size: .87em; font-weight: 600; }
  .facts div { flex-direction: column; }
  .facts dt { flex: none; font-size: .87em; }
  .filters label { max-width: none; }
}
.part { display: grid; gap: 8px; }
.part > * { min-width: 0; }
.lines { white-space: pre-line; }
.plain { list-style: none; padding: 0; }
.links a { display: inline-block; padding: 3px 0; }
form > .field + *, form > .rows + *, form > fieldset + *, fieldset > * + * { margin-top: 12px; }
fieldset { border: 1px solid var(--line); min-width: 0; }
legend { font-weight: 600; padding: 0 6px; margin-left: -6px; }
.card > legend + * { margin-top: 0; }
.rows th { overflow-wrap: normal; }
form > .small + p { margin-top: 8px; }
.badge { border-radius: 12px; }
.badge::before { flex: none; }
.field-columns { display: grid; gap: 12px 20px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); }
.field-error { border-left: 4px solid var(--bad); padding: 2px 0 2px 10px; margin-top: 4px; }
[aria-invalid=true] { border-color: var(--bad); }
progress { width: 100%; accent-color: var(--accent); }
.bars { list-style: none; padding: 0; display: grid; gap: 4px; }
.bars .badge { white-space: normal; }
.bars li { display: grid; grid-template-columns: minmax(0, 14em) minmax(0, 1fr) auto; gap: 12px; align-items: center; }
.bars svg { width: 100%; height: 8px; background: var(--ground); border-radius: 4px; }
.bars rect { fill: var(--fill); }
.bars b { min-width: 3em; text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 1100px) { .rows .badge, .rows th, .rows time { white-space: normal; } .rows code { overflow-wrap: anywhere; } .rows th, .rows td { padding-left: 8px; padding-right: 8px; } }
@media (max-width: 700px) { .rows td > span { min-width: 0; } }
.icon svg { display: block; width: 18px; height: 18px; }
.icon { display: inline-block; vertical-align: -3px; color: var(--soft); }
h1 .icon svg { width: 26px; height: 26px; }
.line { display: block; }
.switch { display: inline; font-size: 1em; color: inherit; white-space: nowrap; }
.minutes { display: inline-flex; gap: 6px; align-items: center; font-weight: 400; white-space: nowrap; }
.minutes input { width: 6em; margin: 0; }
.chart svg { display: block; max-width: 100%; height: auto; max-height: 120px; }
.bar { fill: var(--accent); }
.bar.warn { fill: var(--warn); }
.bar.bad { fill: var(--bad); }
.base { stroke: var(--edge); stroke-width: 1; }
blockquote { border-left: 3px solid var(--edge); padding-left: 12px; }
pre { font: .87em/1.45 ui-monospace, monospace; white-space: pre-wrap; }
`;
