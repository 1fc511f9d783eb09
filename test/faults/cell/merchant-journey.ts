import { setTimeout as pause } from 'node:timers/promises';
import { isRefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Activation } from '../../../infra/local/demo-store/admin/activation.ts';
import {
  asksForPassword,
  createMerchant,
  type Merchant,
  type Shown,
} from '../../../infra/local/demo-store/merchant.ts';
import type { CellRun } from './cell-run.ts';

/** How a merchant's journey ended: the last page, and every status that Magento's admin and browser saw. */
export type JourneyResult = {
  readonly merchant: Merchant;
  readonly activations: readonly Activation[];
  readonly end: Shown;
  /** How often a page was asked for again, or a button pressed again. */
  readonly again: number;
};

/** A merchant tries a thing again so often, then believes what the page says. */
const MAX_TRIES = 5;
const RETRY_MS = 250;

type Popup = {
  readonly run: CellRun;
  readonly integration: number;
  readonly decision: 'yes' | 'no';
  readonly merchant: Merchant;
  readonly activations: Activation[];
  again: number;
};

/** From *Activate* to where the popup ends: a merchant who reloads, signs in again and presses the button again. */
export async function runMerchantJourney(run: CellRun): Promise<JourneyResult> {
  if (run.rival === undefined) return connect(run, run.integration, 'ana@example.com');
  const [result] = await Promise.all([
    connect(run, run.integration, 'ana@example.com'),
    connect(run, run.rival, 'ben@example.com'),
  ]);
  return result;
}

async function connect(run: CellRun, integration: number, email: string): Promise<JourneyResult> {
  const decision = run.cell.plan.decision ?? 'yes';
  const popup: Popup = { run, integration, decision, merchant: createMerchant({ email }), activations: [], again: 0 };
  let page = await pressActivate(popup);
  for (let round = 0; round < MAX_TRIES && mustActivateAgain(page); round += 1) {
    popup.again += 1;
    page = await pressActivate(popup);
  }
  const settled = await toEnd(popup, page);
  const first = run.rival !== undefined && isQuestion(settled) ? await leaveIt(popup, settled) : settled;
  const end = run.cell.plan.overtaken ? await toNewerEnd({ ...popup, decision: 'yes' }) : first;
  return { merchant: popup.merchant, activations: popup.activations, end, again: popup.again };
}

async function toEnd(popup: Popup, page: Shown): Promise<Shown> {
  const question = await toQuestion(popup, page);
  return settle(popup, isQuestion(question) ? await answer(popup, question) : question);
}

/** The store has become somebody else's meanwhile. */
const leaveIt = async (popup: Popup, question: Shown): Promise<Shown> =>
  settle(popup, await popup.merchant.answer(question, 'no'));

async function toNewerEnd(popup: Popup): Promise<Shown> {
  const newer = await popup.run.delayedWrites.newer;
  popup.activations.push(newer);
  if (!newer.delivered) throw new Error(newer.problem);
  return toEnd(popup, await reloaded(popup, () => popup.merchant.visit(newer.popupUrl)));
}

const isQuestion = (page: Shown): boolean => page.document.querySelector('button[value=yes]') !== null;

/** The code in the page's reference line. */
export function codeOn(page: Shown): string | undefined {
  const words = page.document.querySelector('.reference')?.text.split(/[^a-z_]+/) ?? [];
  return words.find(isRefusalCode);
}

const mustActivateAgain = (page: Shown): boolean => codeOn(page) === 'activation_unknown';

async function pressActivate(popup: Popup): Promise<Shown> {
  const { run, merchant, integration } = popup;
  const activation = await run.store.activate(integration);
  popup.activations.push(activation);
  if (!activation.delivered) throw new Error(activation.problem);
  const { repeat } = run.cell.plan;
  if (run.cell.row !== 'popup' || repeat === undefined)
    return reloaded(popup, () => merchant.visit(activation.popupUrl));
  const open = () => merchant.visit(activation.popupUrl);
  const pages = repeat === 'twice' ? [await open(), await open()] : await Promise.all([open(), open()]);
  return pages.at(-1) ?? open();
}

/** A browser asks again by itself when a kept connection was closed under its question. */
async function withOneRetry<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    await pause(RETRY_MS);
    return action();
  }
}

/** Reloads what did not come; a page that keeps saying the same is believed. */
async function reloaded(popup: Popup, load: () => Promise<Shown>): Promise<Shown> {
  let page = await load();
  for (let round = 0; round < MAX_TRIES && isTransientFailure(page); round += 1) {
    popup.again += 1;
    await pause(RETRY_MS);
    page = await load();
  }
  return page;
}

/** Not a page of an attempt that has ended. */
function isTransientFailure(page: Shown): boolean {
  const code = codeOn(page);
  return page.status >= 500 && (code === undefined || code === 'internal');
}

async function toQuestion(popup: Popup, start: Shown): Promise<Shown> {
  const { merchant, run } = popup;
  let page = start;
  for (let round = 0; round < MAX_TRIES; round += 1) {
    if (!page.document.querySelector('a[href*="/signin?"]')) break;
    if (round > 0) popup.again += 1;
    const signedIn = await withOneRetry(() => merchant.signIn(page));
    const shown = isTransientFailure(signedIn) ? await reloaded(popup, () => merchant.visit(signedIn.url)) : signedIn;
    // A reload may be what leads to the provider.
    page = asksForPassword(shown) ? await merchant.signIn(shown) : shown;
    const back = page.way.find((url) => url.includes('/signin/return?'));
    if (run.cell.row === 'sign-in' && run.cell.plan.repeat && back) page = await merchant.visit(back);
  }
  return page;
}

async function answer(popup: Popup, question: Shown): Promise<Shown> {
  const { merchant, run, decision } = popup;
  const { plan, row } = run.cell;
  if (plan.answersWhenStruck) await run.struck;
  const give = () => merchant.answer(question, decision);
  if (plan.contrary) return (await Promise.all([give(), merchant.answer(question, 'no')]))[0];
  if (row === 'consent' && plan.repeat === 'at once') return (await Promise.all([give(), give()]))[0];
  if (row === 'consent' && plan.repeat === 'twice') await give();
  const page = await reloaded(popup, give);
  // An answer that was not kept is asked for again.
  return isQuestion(page) ? reloaded(popup, () => merchant.answer(page, decision)) : page;
}

async function settle(popup: Popup, page: Shown): Promise<Shown> {
  const { merchant, run } = popup;
  const once = () => merchant.settle(page);
  if (run.cell.row === 'progress' && run.cell.plan.repeat === 'at once') await Promise.all([once(), once()]);
  if (run.cell.row === 'progress' && run.cell.plan.repeat === 'twice') await once();
  return reloaded(popup, async () => {
    const shown = await merchant.settle(page);
    return isTransientFailure(shown) ? merchant.settle(await merchant.visit(shown.url)) : shown;
  });
}
