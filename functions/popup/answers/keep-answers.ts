import { refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import { attemptItem } from '../../adapters/dynamodb/activations/activation-item.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import { readAnswers } from '../../domain/integrations/form-answers.ts';
import type { FormOf } from '../../products/product-form.ts';
import type { ShownForm } from '../pages/form-fields.ts';
import type { ConsentForm } from '../steps/consent-form.ts';
import { matchesPattern } from './matches-pattern.ts';

export type Deps = {
  readonly formOf: FormOf;
  readonly vault: Pick<Vault, 'seal'>;
};

/** What the merchant answered to the vendor's fields: encrypted for their attempt, or to be asked again. */
export type Kept =
  | { readonly again: ShownForm; readonly sealed?: undefined }
  | { readonly again?: undefined; readonly sealed: Sealed | undefined };

/** Checks answers against the form that is published now, whatever the page showed when it was loaded. */
export async function keepAnswers({ formOf, vault }: Deps, session: Session, { given }: ConsentForm): Promise<Kept> {
  const fields = await formOf(session.product);
  if (fields.length === 0) return { sealed: undefined };
  const { answers, problems } = readAnswers(fields, given, matchesPattern);
  if (Object.keys(problems).length > 0) return { again: { fields, given, problems } };
  const { product, activation } = refOf(session);
  return { sealed: await vault.seal({ item: attemptItem(activation), product }, answers) };
}
