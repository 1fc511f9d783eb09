import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { readActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ProductsOf } from '../client-access.ts';
import { attemptDetailsOf } from '../contract/attempt-details-of.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly attempts: Pick<ActivationRepository, 'record'>;
  readonly now: () => Date;
};

/** `GET /v1/activations/{id}`: one attempt, step by step. */
export function showActivation({ productsOf, attempts, now }: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    const seen = await productsOf(request);
    const id = readActivationId(request.parameters['id'] ?? '');
    const attempt = id && (await attempts.record(id));
    if (attempt === undefined || !seen.includes(attempt.product)) throw new Refusal('activation_unknown');
    return answer(attemptDetailsOf(attempt, now()));
  };
}
