import { isEarlierFormOf, isFormOf, refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { HttpHandler, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { endConsentWait } from '../../adapters/step-functions/end-consent-wait.ts';
import type { TaskTokens } from '../../adapters/step-functions/task-tokens.ts';
import type { Account } from '../../domain/account.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import type { Activation, Consent } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Shown } from '../../domain/stores/link-rule.ts';
import { hostOf, type StoreUrl } from '../../domain/stores/store-url.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AnswersDeps, type Kept, keepAnswers } from '../answers/keep-answers.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { hostOfAttempt } from '../attempts/host-of-attempt.ts';
import { type Deps as EffectDeps, effectOf, existingConnection, givenUp } from '../attempts/link-effect.ts';
import { popupStateOf, refuseStranger } from '../attempts/popup-state.ts';
import { layoutFor, type ProductLayout } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, progressUrl } from '../page-urls.ts';
import { consentPage } from '../pages/consent-page.ts';
import type { ShownForm } from '../pages/form-fields.ts';
import { requireSession } from '../require-session.ts';
import { foreignHost } from '../return-url.ts';
import { type Deps as AccountDeps, currentAccount } from '../sign-in/current-account.ts';
import { type ConsentForm, readConsentForm, shownText } from './consent-form.ts';

export type Deps = AdmitDeps &
  EffectDeps &
  AnswersDeps &
  AccountDeps & {
    readonly findProduct: FindProduct;
    readonly activations: Pick<ActivationRepository, 'consent'>;
    readonly sessions: Pick<Sessions, 'find' | 'keep'>;
    readonly tasks: TaskTokens;
  };

/**
 * `POST /{product}/consent`: the merchant's answer. The first one counts; a repetition leads to the progress page. Whoever
 * comes second, the merchant or the state machine, ends the state machine's wait.
 */
export function giveConsent(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const form = readConsentForm(request);
    const session = await requireSession(deps.sessions, request, product.id, form.activation);
    const isOwn = isFormOf(session, form.csrf);
    if (!isOwn && !isEarlierFormOf(session, form.csrf)) {
      throw new Refusal('form_not_ours', { host: await hostOfAttempt(deps, session) });
    }
    const account = await currentAccount(deps, session);
    // Another tab has signed in somebody else, or is about to: they have not been asked.
    if (!isOwn || account === undefined) return redirect(consentPageUrl(session));
    const found = await admitBrowser(deps, session);
    if (found.stage === 'failed' && found.failure.code === 'opened_in_two_browsers') popupStateOf(found);
    const { storeUrl } = found;
    const kept = await answersIn(deps, session, form, found);
    if (kept.again !== undefined) {
      const layout = layoutFor(request, product, consentPageUrl(session));
      return askAgain(deps, layout, { session, account, form, found, again: kept.again });
    }
    const activation = isAwaited(found) ? await answer(deps, session, account, form, found, kept.sealed) : found;
    await endWait(deps, activation);
    refuseStranger(activation, account);
    const confirmed = confirmedHost(session, form, storeUrl);
    if (confirmed === undefined) return redirect(progressUrl(session));
    const cookies = await deps.sessions.keep(request.cookies, { ...session, confirmedHost: confirmed });
    return redirect(progressUrl(session), cookies);
  };
}

/** Only a "yes" that counts needs answers to the vendor's fields. */
async function answersIn(deps: Deps, session: Session, form: ConsentForm, found: Activation): Promise<Kept> {
  return isAwaited(found) && form.decision === 'yes' ? keepAnswers(deps, session, form) : { sealed: undefined };
}

type Again = {
  readonly session: Session;
  readonly account: Account;
  readonly form: ConsentForm;
  readonly found: Activation;
  readonly again: ShownForm;
};

/** The question with what stood in its fields, and what is wrong with it. */
async function askAgain(deps: Deps, layout: ProductLayout, asked: Again): Promise<HttpResponse> {
  const { session, account, form, found, again } = asked;
  return consentPage(layout, {
    store: hostOf(found.storeUrl),
    where: session,
    csrf: session.csrf,
    account: account.label,
    effect: await effectOf(deps, found, account),
    foreignHost: foreignHost(session.successCallback, found.storeUrl),
    form: again,
    ticked: [form.replaces && shownText(form.replaces), form.returnTo],
  });
}

function isAwaited({ stage, consent }: Activation): boolean {
  return (stage === 'received' || stage === 'requested' || stage === 'checked') && consent === undefined;
}

async function answer(
  deps: Deps,
  session: Session,
  account: Account,
  form: ConsentForm,
  found: Activation,
  answers: Sealed | undefined,
): Promise<Activation> {
  const at = deps.now().toISOString();
  const consent: Consent =
    form.decision === 'no'
      ? { decision: 'no', at, existing: await existingConnection(deps, found) }
      : { ...(await agreement(deps, session, account, form, found)), at };
  const activation = await deps.activations.consent(refOf(session), consent, answers);
  const { product, activation: id } = session;
  deps.log('consent_given', { product, activation: id, decision: activation.consent?.decision });
  return activation;
}

/** A box must be ticked for exactly what it said when it was shown; what changed since then is asked anew. */
async function agreement(
  deps: Deps,
  { product, activation, successCallback }: Session,
  account: Account,
  form: ConsentForm,
  found: Activation,
): Promise<Omit<Extract<Consent, { decision: 'yes' }>, 'at'>> {
  const facts = { product, activation, host: hostOf(found.storeUrl) };
  const replaces = givenUp(await effectOf(deps, found, account));
  if (replaces !== undefined && !isSame(form.replaces, replaces)) throw new Refusal('move_not_confirmed', facts);
  const host = foreignHost(successCallback, found.storeUrl);
  if (host !== undefined && form.returnTo !== host) throw new Refusal('return_not_confirmed', facts);
  return { decision: 'yes', account, ...(replaces === undefined ? {} : { replaces }) };
}

function isSame(agreed: Shown | undefined, { connection, version }: Shown): boolean {
  return agreed?.connection === connection && agreed.version === version;
}

/** Also of a form that was sent twice: the browser may have dropped the first answer, and its cookie. */
function confirmedHost({ successCallback }: Session, { returnTo }: ConsentForm, store: StoreUrl): string | undefined {
  const host = foreignHost(successCallback, store);
  return host === returnTo ? host : undefined;
}

/** Without a task token, the state machine is not waiting yet: it finds the consent when it begins to. */
async function endWait({ tasks }: Deps, { stage, consent, taskToken }: Activation): Promise<void> {
  const waits = stage === 'requested' || stage === 'checked';
  if (waits && taskToken !== undefined) await endConsentWait(tasks, taskToken, consent);
}
