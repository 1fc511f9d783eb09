import { isoTime } from '../../api/graphql-time.ts';
import { type Detail, details } from '../../output/details.ts';
import type { Line, Text } from '../../output/line.ts';
import type { Screen } from '../../output/screen.ts';
import { settingsOfAnswer } from './changes/settings.ts';
import { findingLines } from './finding-notes.ts';
import type { Integration, Version } from './state/integration-answer.ts';
import { testLines } from './test/test-lines.ts';

/** Everything that is known of one integration. */
export function integrationLines(found: Integration, screen: Screen): Line[] {
  const { id, number, name, revision, lastModified, products, inboundClients, signingSecretHint } = found;
  const time = (milliseconds: number) => screen.time(isoTime(milliseconds));
  const all: Detail[] = [
    ['Name', name ?? undefined],
    ['Number', number?.toString()],
    ['Revision', `${revision}, changed ${time(lastModified)}`],
    ['Published', publishedText(found)],
    ['Products', products.nodes.map(({ slug }) => slug).join(', ') || 'none: link one for events to be sent'],
    ['Deliveries', deliveriesText(found, time)],
    ['Signing secret', `ends in ${signingSecretHint}`],
    ['Inbound clients', inboundClients.map(({ clientId }) => clientId).join(', ') || undefined],
  ];
  return [
    { text: id, style: 'bold' },
    ...details(all, '  '),
    ...section('Set to', details(settingsShown(found), '  ')),
    ...section(
      'Versions',
      found.history.map((version) => versionLine(version, found, time)),
    ),
    ...section('Findings', findingLines(found.findings)),
    ...(found.lastTest ? section('Last test', testLines(found.lastTest, screen)) : []),
  ];
}

function settingsShown(found: Integration): Detail[] {
  const { outboundCredentials, merchantSignIn } = found;
  const secretText = (has: boolean): Text => (has ? 'is there' : { text: 'missing', style: 'yellow' });
  return [
    ...[...settingsOfAnswer(found)].map(([path, value]): Detail => [path, String(value)]),
    ...(outboundCredentials && outboundCredentials.type !== 'NONE'
      ? [['outboundCredentials secret', secretText(outboundCredentials.hasSecret)] satisfies Detail]
      : []),
    ...(merchantSignIn?.hasSecret === undefined
      ? []
      : [['merchantSignIn secret', secretText(merchantSignIn.hasSecret)] satisfies Detail]),
  ];
}

function section(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : ['', { text: title, style: 'bold' }, ...lines];
}

function publishedText({ published, changedSincePublished }: Integration): Text {
  if (!published) return { text: 'never', style: 'yellow' };
  const text = `revision ${published.revision}`;
  return changedSincePublished ? { text: `${text}, changed since`, style: 'yellow' } : text;
}

function deliveriesText(found: Integration, time: (milliseconds: number) => string): Text {
  const { deliveriesEnabled, failingSince, goneEventTypes } = found;
  if (!deliveriesEnabled) return { text: 'switched off after failures: "deliveries enable" sends again', style: 'red' };
  if (failingSince) return { text: `failing since ${time(failingSince)}`, style: 'red' };
  if (goneEventTypes.length > 0) return { text: `nothing is sent of ${goneEventTypes.join(', ')}`, style: 'yellow' };
  return { text: 'on', style: 'green' };
}

function versionLine(version: Version, { published }: Integration, time: (milliseconds: number) => string): Line {
  const { id, revision, note, lastModified } = version;
  const mark = published?.id === id ? ', published now' : '';
  return `  ${id}  revision ${revision}, ${time(lastModified)}${mark}${note ? `: ${note}` : ''}`;
}
