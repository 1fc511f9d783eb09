import { html } from 'hono/html';
import type { WebAnswer } from '../../adapters/lambda/http-handler.ts';
import { isPast, type Stage } from '../../domain/activation.ts';
import type { ProductFrame } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { tie } from '../layout/summary.ts';
import { type Where, waitAddress } from '../page-urls.ts';
import type { Markup, PlainKey, Voice } from '../texts/translator.ts';

export type ProgressPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  readonly stage: Stage;
};

type Step = { readonly text: PlainKey; readonly done: boolean };

export function progressPage(frame: ProductFrame, { store, where, stage }: ProgressPage): WebAnswer {
  const { voice, product } = frame;
  const steps = stepsOf(stage);
  const done = steps.filter((step) => step.done).length;
  return page(frame, {
    title: voice.line('working_title'),
    next: waitAddress(where, stage),
    content: html`${tie(voice, { store, product: product.name })}
<ol class="steps">
${list(voice, steps)}</ol>
<p class="soft"><span role="status">${voice.say('steps_done', { done, all: steps.length })}</span>. ${voice.line('goes_on')}</p>`,
  });
}

/** The step that is under way is the first one that is not done. */
function list({ line }: Voice, steps: readonly Step[]): Markup[] {
  const now = steps.findIndex(({ done }) => !done);
  return steps.map(({ text, done }, index) => {
    if (done) return html`<li class="done">${line(text)} <span class="unseen">(${line('step_done')})</span></li>\n`;
    return index === now
      ? html`<li class="now" aria-current="step">${line(text)}</li>\n`
      : html`<li>${line(text)}</li>\n`;
  });
}

function stepsOf(stage: Stage): readonly Step[] {
  return [
    { text: 'step_keys', done: true },
    { text: 'step_answered', done: isPast(stage, 'requested') },
    { text: 'step_agreed', done: true },
    { text: 'step_exchanged', done: isPast(stage, 'granted') },
    { text: 'step_tested', done: isPast(stage, 'checked') },
    { text: 'step_connected', done: isPast(stage, 'linked') },
  ];
}
