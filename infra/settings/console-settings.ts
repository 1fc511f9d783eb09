import * as z from 'zod';
import { accountPageProblem } from '../../functions/domain/account-page.ts';
import { PRODUCT_ID } from '../../functions/domain/ids.ts';
import { claimSetting, consoleSignInSettings } from './sign-in-settings.ts';

const GROUPS = 'must be a list of names, such as ["support"]';
const groups = z
  .array(z.string(GROUPS).min(1, 'must not be empty').max(128, 'must be at most 128 characters'), GROUPS)
  .max(20, 'must name at most 20 groups');

const ACCOUNT_PAGES = 'must be URLs by product id, such as { "erp": "https://app.acme.example/accounts/{account}" }';
const accountPage = z.string(ACCOUNT_PAGES).superRefine((template, context) => {
  const message = accountPageProblem(template);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** Who may come in to the console. Without this setting there is none. */
export const consoleSettings = z.strictObject({
  /** The OpenID provider of the people who use it. Without it, the stack's own user pool, and groups made in it. */
  signIn: consoleSignInSettings.optional(),
  /** The claim that names a person's groups: a text, or a list of them. A list leads to a nested claim. */
  claim: claimSetting.default('cognito:groups'),
  /** Groups that may look at everything but the records of stores. */
  viewers: groups.default(['handfast-viewers']),
  /** Groups that may change what the API can change, too. */
  operators: groups.default(['handfast-operators']),
  /** Whether the records of stores are shown: names and addresses of their customers may be in them. */
  showRecords: z.boolean('must be true or false').default(false),
  /** Where an account is found in the vendor's own product, by product id: a URL with placeholders such as `{account}`. */
  accountPages: z
    .record(z.string().regex(PRODUCT_ID, 'must be the id of a product'), accountPage, ACCOUNT_PAGES)
    .default({}),
});
export type ConsoleSettings = z.output<typeof consoleSettings>;
