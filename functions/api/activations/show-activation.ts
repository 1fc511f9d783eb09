import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { Listings } from '../../adapters/dynamodb/listings.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { readActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ProductsOf } from '../client-access.ts';
import { attemptDetailsOf, unopenedDetailsOf } from '../contract/attempt-details-of.ts';
import { activationQuery } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly attempts: Pick<ActivationRepository, 'record'>;
  readonly listings: Pick<Listings, 'attempt'>;
  readonly now: () => Date;
};

/**
 * `GET /v1/activations/{id}`: one attempt, step by step. Before a popup is opened for a message of Magento's, it lies with
 * its key, and is found by where the list shows it.
 */
export function showActivation({ productsOf, attempts, listings, now }: Deps): ApiHandler {
  return async (request) => {
    const { product, receivedAt } = readQuery(request, activationQuery);
    const seen = await productsOf(request);
    const id = readActivationId(request.parameters['id'] ?? '');
    if (id === undefined) throw new Refusal('activation_unknown');
    const begun = await attempts.record(id);
    if (begun !== undefined && seen.includes(begun.product)) return answer(attemptDetailsOf(begun, now()));
    const listed = seen.find((one) => one === product);
    if (begun !== undefined || listed === undefined || receivedAt === undefined)
      throw new Refusal('activation_unknown');
    const unopened = await listings.attempt(listed, id, new Date(receivedAt).toISOString());
    if (unopened === undefined) throw new Refusal('activation_unknown');
    return answer(unopenedDetailsOf(unopened, now()));
  };
}
