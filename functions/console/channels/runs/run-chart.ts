import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import type { Layout } from '../../layout/layout.ts';
import { time } from '../../layout/times.ts';
import { count } from '../channel-words.ts';
import { toneOfRun } from './run-words.ts';

const HEIGHT = 60;
const STEP = 12;
const BAR = 9;
/** What is not nothing is seen. */
const LEAST = 2;
/** One bar alone says nothing. */
const RUNS_AT_LEAST = 2;

/** Records of each run, oldest at the left. The table beside it holds the same. */
export function runChart(layout: Layout, newestFirst: readonly RunView[]): Markup | '' {
  const { translator } = layout;
  const { tMarkup } = translator;
  const runs = newestFirst.toReversed();
  const [first] = runs;
  const records = runs.map(recordsOf);
  const most = Math.max(...records);
  if (first === undefined || runs.length < RUNS_AT_LEAST || most === 0) return '';
  const bars = runs.map((run, at) => {
    const height = recordsOf(run) === 0 ? 0 : Math.max(LEAST, Math.round((recordsOf(run) / most) * HEIGHT));
    return html`<rect class="bar ${toneOfRun(run.status)}" x="${at * STEP}" y="${HEIGHT - height}" width="${BAR}" height="${height}"></rect>`;
  });
  const width = runs.length * STEP;
  const words = tMarkup('run_chart', { runs: runs.length, most: count(translator, most) });
  return html`<figure class="chart"><svg viewBox="0 0 ${width} ${HEIGHT}" width="${width * 2}" height="${HEIGHT * 2}" aria-hidden="true" focusable="false">
<line class="base" x1="0" y1="${HEIGHT}" x2="${width}" y2="${HEIGHT}"></line>${bars}</svg>
<figcaption class="small">${words} ${tMarkup('run_chart_from', { when: time(layout, first.createdAt) })}</figcaption></figure>`;
}

function recordsOf({ counts }: RunView): number {
  return counts.delivered + counts.deleted;
}
