import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import { badge, type Tone } from '../../layout/badge.ts';
import type { Translator } from '../../texts/translator.ts';

const TONES = {
  queued: 'calm',
  running: 'calm',
  completed: 'good',
  completed_with_errors: 'warn',
  failed: 'bad',
  stopped: 'calm',
  held: 'warn',
} as const satisfies Record<RunView['status'], Tone>;

export function runBadge({ t }: Translator, status: RunView['status']): Markup {
  return badge(TONES[status], t(`run_status_${status}`));
}

export function toneOfRun(status: RunView['status']): Tone {
  return TONES[status];
}

export function isUnderWay({ status }: Pick<RunView, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

/** How many deletions wait for somebody. */
export function heldCount({ held = {} }: Pick<RunView, 'held'>): number {
  return Object.values(held).reduce((sum, one) => sum + one, 0);
}

/** What it was to do. */
export function taskWords({ t }: Translator, { task }: Pick<RunView, 'task'>): Markup {
  return html`${t(`run_task_${task}`)}`;
}
