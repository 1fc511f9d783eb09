import { newCsrf, refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { HttpRequest, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type log, logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { PendingSignIn } from '../../adapters/oidc/pending-sign-in.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Deps as HostDeps, hostOfAttempt } from '../attempts/host-of-attempt.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, signInUrl } from '../page-urls.ts';
import { refusedAt } from './sign-in-failure.ts';

/** How long the first of two simultaneous returns may take until the browser has its cookie. */
export const OTHER_RETURN_MS = 1_000;

/** Marks a return that is asked for a second time. */
export const REPEATED = 'handfast_repeated';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'noteSignIn'>;
  readonly sessions: Pick<Sessions, 'keep'>;
  readonly log: typeof log;
};

/** The sign-ins that a session has begun and not completed: one, or two in two tabs. */
export function underWay({ pendingSignIn, earlierSignIn }: Session): readonly PendingSignIn[] {
  return [pendingSignIn, earlierSignIn].filter((one) => one !== undefined);
}

/** On to the question, as the account that has signed in. */
export async function goOnAs(
  { activations, sessions, log }: Deps,
  { cookies }: HttpRequest,
  session: Session,
  own: PendingSignIn,
  account: Account,
): Promise<HttpResponse> {
  const { pendingSignIn, earlierSignIn, restarted, signedInWith, ...rest } = session;
  // What another tab has begun stays open; its question stays answerable, for the same account.
  const [other] = underWay(session).filter((one) => one !== own);
  const { configuration } = own;
  const kept = {
    ...signedIn(rest, account),
    pendingSignIn: other,
    ...(configuration && { signedInWith: configuration }),
  };
  const set = await sessions.keep(cookies, kept);
  await noteSignIn(activations, session, account);
  log('signed_in', { product: session.product, activation: session.activation });
  return redirect(consentPageUrl(session), set);
}

/** For support. The merchant goes on without it. */
async function noteSignIn(activations: Deps['activations'], session: Session, account: Account): Promise<void> {
  try {
    await activations.noteSignIn(refOf(session), account);
  } catch (error) {
    logUnexpectedError(error, { task: 'note-sign-in', activation: session.activation });
  }
}

/** Back to the provider, once: whether the next answer counts is not asked again. */
export async function signInAnew(
  { sessions }: Pick<Deps, 'sessions'>,
  { cookies }: HttpRequest,
  session: Session,
): Promise<HttpResponse> {
  const { pendingSignIn, earlierSignIn, ...rest } = session;
  return redirect(signInUrl(session), await sessions.keep(cookies, { ...rest, restarted: true }));
}

/**
 * The same where merchants sign in in another way than when this sign-in was begun. Other functions may go by the earlier
 * configuration for a minute, and would send the browser in circles.
 */
export async function onceAnew(
  deps: Deps,
  request: HttpRequest,
  session: Session,
  attempt: Activation,
): Promise<HttpResponse> {
  if (session.restarted !== true) return signInAnew(deps, request, session);
  throw refusedAt(attempt, deps.log, new Refusal('signin_unavailable', { reason: 'CONFIGURATION_CHANGED' }));
}

/**
 * A return that belongs to no sign-in of this session. After a reload, the browser's Back, or the second of two returns, the
 * sign-in was completed, and its user is known.
 *
 * @throws Refusal `signin_elsewhere`
 */
export async function unlessSignedIn(deps: HostDeps, session: Session): Promise<HttpResponse> {
  if (session.account !== undefined) return redirect(consentPageUrl(session));
  const { product, activation } = session;
  throw new Refusal('signin_elsewhere', { product, activation, host: await hostOfAttempt(deps, session) });
}

/** The form token changes with the account: what was asked of one is answered by no other. */
function signedIn(session: Session, account: Account): Session {
  const isSame = session.account !== undefined && accountKey(session.account) === accountKey(account);
  return isSame ? { ...session, account } : { ...session, account, csrf: newCsrf(), earlierCsrf: session.csrf };
}
