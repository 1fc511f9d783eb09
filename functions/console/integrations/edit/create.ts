import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { type Layout, pageUrl } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import { messagePage, page } from '../../layout/page.ts';
import { hasCode, make, type UserError } from '../data/change.ts';
import { integrationUrl } from '../integration-address.ts';
import { shownOnce } from '../secrets/shown-once.ts';
import { wholeNumber } from '../sections/sent.ts';
import { problemList, problemWords } from '../words.ts';
import { formField } from './fields.ts';

const FIELDS = ['name', 'number'] as const;
const PATH = '/integrations/new';
const created = z.object({
  signingSecret: z.nullish(z.string()),
  productIntegration: z.object({ sourceId: z.string() }),
});

const NUMBER: UserError = {
  code: 'INPUT_INVALID',
  path: ['input', 'number'],
  message: 'number must be a whole number of at most 9 digits',
};

type Values = { readonly id: string; readonly name: string; readonly number: string };
type Returned = { readonly values: Values; readonly problems: readonly UserError[] };

/** `GET /console/integrations/new` */
export const showCreate: ConsolePage = { path: PATH, show: async (visit) => createPage(visit) };

/** `POST /console/integrations/new`: sent twice, it creates one, since the form holds the id. */
export const createIntegration: ConsoleAction = {
  path: PATH,
  name: 'create_integration',
  page: () => pageUrl(PATH),
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const field = (name: string) => form.get(name)?.trim() ?? '';
    const values = { id: field('id'), name: field('name'), number: field('number') };
    const number = wholeNumber(values.number);
    if (values.number !== '' && number === undefined) return createPage(visit, { values, problems: [NUMBER] });
    const input = { id: values.id, name: values.name || null, ...(number !== undefined && { number }) };
    const answer = await make(visit.backend, 'createProductIntegration', input, created);
    if ('problems' in answer) return createPage(visit, { values, problems: answer.problems });
    const { signingSecret, productIntegration } = answer.made;
    const to = integrationUrl(productIntegration);
    return signingSecret ? createdPage(visit, signingSecret, to) : { to, done: 'integration_created' };
  },
};

/** The signing secret is known now and never again, so the integration's page comes after it. */
function createdPage(visit: Visit, signingSecret: string, to: string): HttpResponse {
  const { t } = visit.layout.translator;
  return shownOnce(visit, {
    title: t('integration_created'),
    said: html`<p>${t('integration_created_said')}</p>`,
    facts: [[t('integration_field_signing'), signingSecret]],
    onward: { to, label: t('secret_noted') },
  });
}

function createPage(visit: Visit, returned?: Returned): HttpResponse {
  const { layout, session } = visit;
  const { t } = layout.translator;
  if (session.role !== 'operator') {
    const content = html`<p>${t('viewer_only')}</p>`;
    return messagePage(layout, { status: 403, title: t('integration_locked_title'), tone: 'calm', content });
  }
  const others = (returned?.problems ?? []).filter(({ path }) => !FIELDS.some((name) => name === path?.[1]));
  const said = notice(
    'bad',
    html`<p><strong>${t('integration_not_saved')}</strong></p>${problemList(layout.translator, others)}${hasCode(others, 'ID_TAKEN') ? html`<p>${t('integration_id_renewed')}</p>` : ''}`,
  );
  const form = actionForm(visit, { path: PATH, label: t('integration_create'), fields: fieldsOf(layout, returned) });
  return page(layout, {
    status: returned === undefined ? 200 : 422,
    title: t('integration_create_title'),
    above: { to: pageUrl('/integrations'), label: t('integrations_title') },
    content: html`${returned === undefined ? '' : said}<section class="card">${form}</section>`,
  });
}

function fieldsOf({ translator }: Layout, returned: Returned | undefined): Markup {
  const problems = returned?.problems ?? [];
  // An id that is taken stays taken.
  const id = returned && !hasCode(problems, 'ID_TAKEN') ? returned.values.id : randomUUID();
  const fields = FIELDS.map((name) => {
    const own = problems.filter(({ path }) => path?.[1] === name);
    const words = own.map((problem) => html`<p>${problemWords(translator, 'integration_problem', problem)}</p>`);
    return formField({
      name,
      label: translator.t(`integration_field_${name}`),
      value: returned?.values[name] ?? '',
      hint: translator.t(`integration_${name}_hint`),
      error: own.length === 0 ? undefined : html`${words}`,
      type: name === 'number' ? 'number' : 'text',
    });
  });
  return html`<input type="hidden" name="id" value="${id}">${fields}`;
}
