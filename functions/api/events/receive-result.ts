import type { DeliveryRepository } from '../../adapters/dynamodb/integrations/delivery-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { readAnswer } from '../../domain/integrations/deliveries/answer-verdict.ts';
import type { Delivery, VendorAnswer } from '../../domain/integrations/deliveries/delivery.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Deps as AnswerDeps, applyVendorAnswer } from '../../stores/vendor-answer.ts';
import { resultBody } from '../contract/delivered-event.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';
import { requireEvent, type Deps as ShowDeps, viewOf } from './show-event.ts';

export type Deps = Omit<ShowDeps, 'deliveries'> &
  AnswerDeps & { readonly deliveries: Pick<DeliveryRepository, 'find' | 'answer'> };

/** `POST /v1/events/{id}/result`: what became of an event that was answered with 202. */
export function receiveResult(deps: Deps): ApiHandler {
  return async (request) => {
    const delivery = await requireEvent(deps, request);
    const said = readAnswer(readBody(request, resultBody));
    if (said === undefined) throw new Refusal('internal', { reason: 'a result without success' });
    return answer(viewOf(await settle(deps, delivery, said), deps.apiUrl));
  };
}

/** Announced before it is recorded, under an id that a repetition has, too. */
async function settle(deps: Deps, delivery: Delivery, said: VendorAnswer): Promise<Delivery> {
  if (delivery.ping) return delivery;
  if (delivery.answer !== undefined) return repeated(delivery, said);
  if (delivery.status === 'FAILED' || delivery.status === 'DISCARDED') throw new Refusal('event_settled');
  await applyVendorAnswer(deps, delivery, said, true);
  const settled = await deps.deliveries.answer(delivery, said);
  if (settled !== undefined) return settled;
  const present = await deps.deliveries.find(delivery.id);
  if (present === undefined) throw new Refusal('event_unknown');
  return repeated(present, said);
}

/** The same once more changes nothing. @throws Refusal `event_settled` for another word than the first */
function repeated(delivery: Delivery, { success }: VendorAnswer): Delivery {
  if (delivery.answer?.success !== success) throw new Refusal('event_settled');
  return delivery;
}
