import { html } from 'hono/html';
import type { WebAnswer } from '../adapters/edge/web-door.ts';
import { isPast, type Stage } from '../handshake/activation.ts';
import { type Where, waitAddress } from './addresses.ts';
import { page } from './page.ts';

export type ProgressPage = {
  readonly product: string;
  readonly store: string;
  readonly where: Where;
  readonly stage: Stage;
};

export function progressPage({ product, store, where, stage }: ProgressPage): WebAnswer {
  const steps = stepsOf(stage);
  const now = steps.findIndex(({ done }) => !done);
  return page({
    product,
    title: 'Connecting…',
    next: waitAddress(where),
    names: [store],
    content: html`<p class="store">${store}</p>
<ol class="steps">
${steps.map(({ text, done }, index) => {
  if (done) return html`<li class="done">${text} <span class="unseen">(done)</span></li>\n`;
  return index === now ? html`<li class="now" aria-current="step">${text}</li>\n` : html`<li>${text}</li>\n`;
})}</ol>
<p class="soft">This page goes on by itself. Please leave it open.</p>`,
  });
}

function stepsOf(stage: Stage): readonly { readonly text: string; readonly done: boolean }[] {
  return [
    { text: 'Magento has sent its keys', done: true },
    { text: 'You said yes', done: true },
    { text: 'The store answered', done: isPast(stage, 'requested') },
    { text: 'The keys are exchanged', done: isPast(stage, 'granted') },
    { text: 'The connection is tested', done: isPast(stage, 'checked') },
    { text: 'Connected', done: isPast(stage, 'linked') },
  ];
}
