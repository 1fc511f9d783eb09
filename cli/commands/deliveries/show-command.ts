import type { Command } from 'commander';
import { isoTime } from '../../api/graphql-time.ts';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_FAILED } from '../../output/cli-error.ts';
import { details } from '../../output/details.ts';
import type { Line } from '../../output/line.ts';
import type { Screen } from '../../output/screen.ts';
import { statusText } from '../../output/status-style.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { attemptText, DELIVERY, type Delivery } from './delivery-answer.ts';

const QUERY = `query ($id: ID!) { delivery(id: $id) { ${DELIVERY} } }`;

export function addShow(deliveries: Command, shell: Shell): void {
  const show = deliveries
    .command('show')
    .description('Shows one delivery: each attempt, and what your system answered.')
    .argument('<delivery>', 'such as dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50', idOf('dlv'))
    .action(async (id: string, options: ApiOptions) => {
      const { delivery } = await openApi(options, shell).graphql<{ delivery: Delivery | null }>(QUERY, { id });
      if (delivery === null) throw notFound(id);
      shell.show(options, { json: delivery, human: (screen) => deliveryLines(delivery, screen) });
    });
  teach(withDeployment(show), {
    examples: ['deliveries show dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50'],
    scopes: ['integrations:read'],
  });
}

function notFound(id: string): CliError {
  return new CliError(EXIT_FAILED, [`There is no delivery ${id} among those of the last 30 days that you may see.`]);
}

function deliveryLines(delivery: Delivery, screen: Screen): Line[] {
  const { id, eventId, type, event, connection, status, createdOn, attempts, nextAttemptOn, answer } = delivery;
  const time = (milliseconds: number) => screen.time(isoTime(milliseconds));
  const said =
    answer?.success === false ? ['refused', answer.errorCode, answer.message] : ['accepted', answer?.accountIdentifier];
  return [
    { text: id, style: 'bold' },
    ...details(
      [
        ['Status', statusText(status.toLowerCase())],
        ['Event', `${event}, ${eventId}`],
        ['Kind', type],
        ['Connection', connection ?? undefined],
        ['Created', time(createdOn)],
        ['Your answer', answer ? said.filter(Boolean).join(': ') : undefined],
        ['Next attempt', nextAttemptOn ? time(nextAttemptOn) : undefined],
      ],
      '  ',
    ),
    ...attempts.map((attempt, at): Line => {
      const took =
        attempt.milliseconds === null || attempt.milliseconds === undefined ? '' : `, ${attempt.milliseconds} ms`;
      return `  ${at + 1}. ${time(attempt.on)}  ${attemptText(attempt)}${took}`;
    }),
  ];
}
