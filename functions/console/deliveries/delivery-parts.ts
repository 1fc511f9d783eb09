import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { integrationUrl } from '../integrations/integration-address.ts';
import { facts } from '../layout/facts.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { table } from '../layout/table.ts';
import { time } from '../layout/times.ts';
import type { Delivery } from './delivery.ts';
import { attemptWords, isOpen, nextWords } from './delivery-words.ts';

/** Every attempt, the last one first. */
export function attemptTable(layout: Layout, { attempts }: Delivery): Markup {
  const { translator } = layout;
  const { t } = translator;
  return table({
    caption: t('delivery_attempts'),
    head: [t('delivery_attempt_number'), t('delivery_attempt_on'), t('integration_answer'), t('delivery_took')],
    rows: attempts
      .map((attempt, at) => [
        String(at + 1),
        time(layout, attempt.on),
        attemptWords(translator, attempt),
        typeof attempt.milliseconds === 'number' ? `${attempt.milliseconds} ms` : '–',
      ])
      .toReversed(),
    numbers: [3],
    empty: html`<p>${t('delivery_attempts_none')}</p>`,
  });
}

type Product = { readonly slug?: string | null | undefined; readonly name?: string | null | undefined };

export function aboutDelivery(
  layout: Layout,
  delivery: Delivery,
  integration: string,
  product: Product | null | undefined,
): Markup {
  const { t } = layout.translator;
  const { id, eventId, event, integrationId, connection, createdOn, answer } = delivery;
  return facts([
    [t('delivery_event'), html`<span class="id">${event}</span>`],
    [t('integration'), html`<a href="${integrationUrl({ sourceId: integrationId })}"><bdi>${integration}</bdi></a>`],
    [t('integration_product'), product ? html`<bdi>${product.name ?? product.slug}</bdi>` : undefined],
    [
      t('store'),
      connection
        ? html`<a class="id" href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${connection}</a>`
        : undefined,
    ],
    [t('delivery_created'), time(layout, createdOn)],
    [t('delivery_next'), isOpen(delivery) ? nextWords(layout, delivery) : undefined],
    [t('delivery_answer'), answer ? answerWords(layout, answer) : undefined],
    [t('delivery_event_id'), html`<span class="id">${eventId}</span>`],
    [t('delivery_id'), html`<span class="id">${id}</span>`],
  ]);
}

function answerWords({ translator: { t } }: Layout, answer: NonNullable<Delivery['answer']>): Markup {
  const { success, accountIdentifier, errorCode, message } = answer;
  const said = [accountIdentifier, errorCode, message].filter((part) => part).join(': ');
  return html`${success ? t('answer_accepted') : t('answer_rejected')}${said && html` – <bdi>${said}</bdi>`}`;
}
