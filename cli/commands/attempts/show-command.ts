import type { Command } from 'commander';
import type { ActivationDetails } from '../../../client/handfast.ts';
import { openApi } from '../../api/open-api.ts';
import { type Detail, details } from '../../output/details.ts';
import type { Line } from '../../output/line.ts';
import type { Screen } from '../../output/screen.ts';
import { statusText } from '../../output/status-style.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';

const ATTEMPT = 'such as act_1c7f9a54-3d0e-4d0b-9c55-9b4a3a1f6f0e';

export function addShow(attempts: Command, shell: Shell): void {
  const show = attempts
    .command('show')
    .description('Shows one attempt step by step, with the words that the merchant was shown.')
    .argument('<attempt>', ATTEMPT, idOf('act'))
    .action(async (id: string, options: ApiOptions) => {
      const attempt = await openApi(options, shell).activations.get(id);
      shell.show(options, { json: attempt, human: (screen) => attemptLines(attempt, screen) });
    });
  teach(withDeployment(show), {
    examples: ['attempts show act_1c7f9a54-3d0e-4d0b-9c55-9b4a3a1f6f0e'],
    scopes: ['connections:read'],
  });
}

function attemptLines(attempt: ActivationDetails, { time }: Screen): Line[] {
  const { store, stage, endedAt, reason, words, advice, account, signedInAs, connection } = attempt;
  const all: Detail[] = [
    ['Store', store.url],
    ['Stage', statusText(stage)],
    ['Reason', reason],
    ['Merchant read', words && `${words.title}. ${words.happened}`],
    ['What to do', words?.next ?? advice],
    ['Product', attempt.product],
    ['Account', account && `${account.label} (${account.id})`],
    ['Signed in as', account === undefined && signedInAs ? `${signedInAs.label} (${signedInAs.id})` : undefined],
    ['Connection', connection],
    ['Received', time(attempt.receivedAt)],
    ['Ended', endedAt && time(endedAt)],
  ];
  const steps = attempt.steps.map(
    ({ step, at, what, asked }): Detail => [
      at === undefined ? '' : time(at),
      `${step}: ${what}${asked === undefined ? '' : ` (${asked})`}`,
    ],
  );
  return [{ text: attempt.id, style: 'bold' }, ...details(all, '  '), '', ...details(steps, '  ')];
}
