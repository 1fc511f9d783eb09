import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { NotServed } from '../../backend/backend-failure.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { facts } from '../../layout/facts.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { time } from '../../layout/times.ts';
import { ask, moment } from '../data/ask.ts';
import { hasCode, make, type UserError } from '../data/change.ts';
import { formField } from '../edit/fields.ts';
import { integrationUrl, lockedPage, nameOf, pageOf } from '../integration-address.ts';
import { wholeNumber } from '../sections/sent.ts';
import { problemList } from '../words.ts';
import { shownOnce } from './shown-once.ts';

const SIGNING = `query ($id: ID!) { productIntegration(id: $id) {
  sourceId name number readOnlyInConsole signingSecretHint } }`;
const shape = z.object({
  sourceId: z.string(),
  name: z.nullish(z.string()),
  number: z.nullish(z.number()),
  readOnlyInConsole: z.boolean(),
  signingSecretHint: z.nullish(z.string()),
});
type Shown = z.output<typeof shape>;
const answer = z.object({ productIntegration: z.nullish(shape) });
const rotated = z.object({ signingSecret: z.string(), previousValidUntil: z.nullish(moment) });

const USUAL_HOURS = '24';
const HOURS: UserError = {
  code: 'INPUT_INVALID',
  path: ['input', 'keepPreviousForHours'],
  message: 'keepPreviousForHours must be a whole number from 0 to 168',
};

type Returned = {
  readonly status: number;
  readonly said: Markup;
  readonly hours: string;
  readonly problems?: readonly UserError[];
};

async function readSigning({ backend, parameters }: Visit): Promise<Shown> {
  const { productIntegration: found } = await ask(backend, SIGNING, answer, { id: parameters['id'] ?? '' });
  if (!found) throw new NotServed('integration');
  return found;
}

/** `GET /console/integrations/{id}/signing-secret` */
export const showSigning: ConsolePage['show'] = async (visit) => signingPage(visit, await readSigning(visit));

/** `POST /console/integrations/{id}/signing-secret`: answers with the new secret, which is shown nowhere else. */
export const rotateSigning: ConsoleAction = {
  path: '/integrations/:id/signing-secret',
  name: 'rotate_signing_secret',
  page: (parameters) => `${pageOf(parameters)}/signing-secret`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const { translator } = visit.layout;
    const shown = await readSigning(visit);
    if (shown.readOnlyInConsole) return lockedPage(visit, shown);
    const hours = form.get('hours')?.trim() ?? '';
    const keepPreviousForHours = wholeNumber(hours);
    const input = { id: shown.sourceId, replaces: form.get('hint') ?? '', keepPreviousForHours };
    const done =
      keepPreviousForHours === undefined
        ? { problems: [HOURS] }
        : await make(visit.backend, 'rotateProductIntegrationSigningSecret', input, rotated);
    if ('problems' in done && hasCode(done.problems, 'REVISION_CONFLICT')) {
      const said = notice('warn', html`<p>${translator.t('signing_conflict')}</p>`);
      return signingPage(visit, await readSigning(visit), { status: 409, said, hours });
    }
    if ('problems' in done) {
      const said = notice('bad', html`<p><strong>${translator.t('integration_not_saved')}</strong></p>`);
      return signingPage(visit, shown, { status: 422, said, hours, problems: done.problems });
    }
    return rotatedPage(visit, shown, done.made);
  },
};

function rotatedPage(visit: Visit, shown: Shown, made: z.output<typeof rotated>): HttpResponse {
  const { t, tMarkup } = visit.layout.translator;
  const { signingSecret, previousValidUntil: until } = made;
  const previous = until ? tMarkup('signing_until', { when: time(visit.layout, until) }) : t('signing_at_once');
  return shownOnce(visit, {
    title: `${t('signing_rotated')}: ${nameOf(visit.layout.translator, shown)}`,
    said: html`<p>${previous}</p>`,
    facts: [[t('integration_field_signing'), signingSecret]],
    onward: { to: integrationUrl(shown), label: t('secret_noted') },
  });
}

function signingPage(visit: Visit, shown: Shown, returned?: Returned): HttpResponse {
  const { layout } = visit;
  const { t } = layout.translator;
  const { signingSecretHint: hint, sourceId, readOnlyInConsole } = shown;
  const name = nameOf(layout.translator, shown);
  const problems = returned?.problems?.map((one) => ({ ...one, path: null }));
  const error = problems && problemList(layout.translator, problems);
  const fields = html`<input type="hidden" name="hint" value="${hint ?? ''}">
${formField({ name: 'hours', label: t('signing_hours'), type: 'number', value: returned?.hours ?? USUAL_HOURS, hint: t('signing_hours_hint'), error })}`;
  const form = actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/signing-secret`,
    label: t('signing_rotate'),
    kind: 'danger',
    fields,
  });
  const locked = visit.session.role === 'operator' ? t('integration_read_only') : t('viewer_only');
  const mayRotate = visit.session.role === 'operator' && !readOnlyInConsole;
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t('integration_field_signing')}: ${name}`,
    above: { to: integrationUrl(shown), label: name },
    content: html`${returned?.said ?? ''}<p>${t('signing_intro')}</p>
<section class="card">${facts([[t('signing_hint'), hint ? html`<code>…${hint}</code>` : undefined]])}
${mayRotate ? form : html`<p>${locked}</p>`}</section>`,
  });
}
