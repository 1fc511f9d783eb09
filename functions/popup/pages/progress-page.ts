import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { hasReached, type Stage } from '../../domain/handshake/stage.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { summary } from '../layout/summary.ts';
import { progressWaitUrl, type Where } from '../page-urls.ts';
import { punctuationOf } from '../texts/punctuation.ts';
import type { Markup, PlainKey, Translator } from '../texts/translator.ts';

export type ProgressPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  readonly stage: Stage;
  /** Whether the step under way takes unusually long. */
  readonly slow: boolean;
};

/** `waiting` is what is shown while the step is under way. */
type Step = { readonly text: PlainKey; readonly waiting?: PlainKey; readonly done: boolean };

export function progressPage(layout: ProductLayout, { store, where, stage, slow }: ProgressPage): HttpResponse {
  const { translator, product } = layout;
  const { gap, stop } = punctuationOf(translator);
  const steps = stepsOf(stage);
  const done = steps.filter((step) => step.done).length;
  return page(layout, {
    title: translator.t('working_title'),
    next: progressWaitUrl(where, stage),
    content: html`${summary(translator, { store, product: product.name })}
<ol class="steps">
${list(translator, steps)}</ol>
<p class="soft"><span role="status">${slow ? html`${translator.t('slow')}${gap}` : ''}${translator.tMarkup('steps_done', { done, all: steps.length })}</span>${stop}${gap}${translator.t('goes_on')}</p>`,
  });
}

/** The step that is under way is the first one that is not done. */
function list(translator: Translator, steps: readonly Step[]): Markup[] {
  const { t } = translator;
  const { gap } = punctuationOf(translator);
  const now = steps.findIndex(({ done }) => !done);
  return steps.map(({ text, waiting = text, done }, index) => {
    if (done) return html`<li class="done">${t(text)}${gap}<span class="unseen">${t('step_done')}</span></li>\n`;
    return index === now ? html`<li class="now" aria-current="step">${t(waiting)}</li>\n` : html`<li>${t(text)}</li>\n`;
  });
}

function stepsOf(stage: Stage): readonly Step[] {
  return [
    { text: 'step_keys', done: true },
    { text: 'step_answered', waiting: 'wait_answered', done: hasReached(stage, 'requested') },
    { text: 'step_agreed', done: true },
    { text: 'step_exchanged', waiting: 'wait_exchanged', done: hasReached(stage, 'granted') },
    { text: 'step_tested', waiting: 'wait_tested', done: hasReached(stage, 'checked') },
    { text: 'step_connected', waiting: 'wait_connected', done: hasReached(stage, 'linked') },
  ];
}
