import type { Connection } from '../../../client/handfast.ts';
import { type Detail, details } from '../../output/details.ts';
import type { Line } from '../../output/line.ts';
import type { Screen } from '../../output/screen.ts';
import { statusText } from '../../output/status-style.ts';
import { whatToDo } from './status-words.ts';

/** Everything that is known of one connection. */
export function connectionLines(connection: Connection, { time }: Screen): Line[] {
  const { account, store, reason, suspect, checkedAt, vendorAnswer } = connection;
  const all: Detail[] = [
    ['Store', store.url],
    ['Status', statusText(connection.status)],
    ['Since', time(connection.statusSince)],
    ['Reason', reason],
    ['What to do', whatToDo(connection.status, reason)],
    ['Product', connection.product],
    ['Account', `${account.label} (${account.id})`],
    ['Issuer', account.issuer],
    ['Connected', time(connection.connectedAt)],
    ['First connected', time(connection.createdAt)],
    ['Last checked', checkedAt && time(checkedAt)],
    ['Suspected', suspect && `${suspect.code} at ${time(suspect.at)}; nothing has confirmed it yet`],
    ['Not granted', connection.missingPermissions?.join(', ')],
    ['Magento', connection.generation],
    ['Your account', connection.vendorAccount],
    ['Your answer', vendorAnswer && `${vendorAnswer.status} at ${time(vendorAnswer.at)}`],
    ['', [vendorAnswer?.code, vendorAnswer?.message].filter((one) => one !== undefined).join(': ') || undefined],
  ];
  return [{ text: connection.id, style: 'bold' }, ...details(all, '  ')];
}
