import type { HttpRequest } from '../../adapters/lambda/http-handler.ts';
import { parseConnectionId } from '../../domain/ids.ts';
import type { Given } from '../../domain/integrations/form-answers.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Shown } from '../../domain/stores/link-rule.ts';

/** What the consent page's form sends. */
export type ConsentForm = {
  readonly activation: string;
  readonly csrf: string;
  readonly decision: 'yes' | 'no';
  /** The connection that was shown as one to give up, if the merchant ticked its box. */
  readonly replaces: Shown | undefined;
  /** The foreign host that was shown, if the merchant ticked its box. */
  readonly returnTo: string | undefined;
  /** What stands in the vendor's fields, by their keys. */
  readonly given: Given;
};

/** Eight answers in Japanese, each letter of which takes nine bytes in a form, are 10 KB. */
const FORM_MAX_BYTES = 16 * 1024;

const ANSWER_PREFIX = 'answer.';

/** What the input of one of the vendor's fields is called. */
export function answerName(key: string): string {
  return `${ANSWER_PREFIX}${key}`;
}

/** @throws Refusal `form_not_ours` */
export function readConsentForm({ contentType, body }: HttpRequest): ConsentForm {
  const ours = contentType === 'application/x-www-form-urlencoded' && body.byteLength <= FORM_MAX_BYTES;
  const form = new URLSearchParams(ours ? body.toString('utf8') : '');
  const decision = form.get('decision');
  if (decision !== 'yes' && decision !== 'no') throw new Refusal('form_not_ours');
  return {
    activation: form.get('activation') ?? '',
    csrf: form.get('csrf') ?? '',
    decision,
    replaces: readShown(form.get('replaces')),
    returnTo: form.get('return_to') ?? undefined,
    given: readGiven(form),
  };
}

function readGiven(form: URLSearchParams): Given {
  const answers = [...form].filter(([name]) => name.startsWith(ANSWER_PREFIX));
  return Object.fromEntries(answers.map(([name, text]) => [name.slice(ANSWER_PREFIX.length), text]));
}

/** As the form's box carries a connection that would be given up: its id, a dot, its version. */
export function shownText({ connection, version }: Shown): string {
  return `${connection}.${version}`;
}

function readShown(text: string | null): Shown | undefined {
  const [, connection, version] = /^(con_[0-9a-f]{32})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  if (connection === undefined || version === undefined) return undefined;
  return { connection: parseConnectionId(connection), version: Number(version) };
}
