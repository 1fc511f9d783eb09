import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { notice } from '../../layout/notice.ts';
import { change, hasCode, type UserError } from '../data/change.ts';
import { readIntegration } from '../data/integration.ts';
import { integrationUrl, lockedPage, pageOf } from '../integration-address.ts';
import { problemList, problemWords } from '../words.ts';
import { conflictOf } from './conflict.ts';
import { editPage, type Returned } from './edit-page.ts';
import { differing, enteredValues, FIELDS, type Field, inputOf, readValues, type Values } from './values.ts';

/** `GET /console/integrations/{id}/edit` */
export const showEdit: ConsolePage['show'] = async (visit) => editPage(visit, await readIntegration(visit));

/** `POST /console/integrations/{id}/edit`: saves what was changed in the form. Events go on by what is published. */
export const saveIntegration: ConsoleAction = {
  path: '/integrations/:id/edit',
  name: 'edit_integration',
  page: (parameters) => `${pageOf(parameters)}/edit`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const integration = await readIntegration(visit);
    if (integration.readOnlyInConsole) return lockedPage(visit, integration);
    const read = readValues(form);
    const entered = enteredValues(form);
    const touched = differing(entered, read);
    const secret = form.get('secret') ?? '';
    const problems = await change(visit.backend, 'updateProductIntegration', {
      id: integration.sourceId,
      revision: Number(form.get('revision')),
      ...inputOf(entered, touched, secret),
    });
    if (problems.length === 0) return { to: integrationUrl(integration), done: 'integration_saved' };
    if (hasCode(problems, 'REVISION_CONFLICT')) return conflicted(visit, { read, entered, touched }, secret);
    return editPage(visit, integration, refused(visit, entered, problems, secret));
  },
};

type Sent = { readonly read: Values; readonly entered: Values; readonly touched: readonly Field[] };

/** Somebody else was faster: the form with both changes in it, as of what is stored now. */
async function conflicted(visit: Visit, sent: Sent, secret: string) {
  const now = await readIntegration(visit);
  const returned = conflictOf(visit.layout, now, sent);
  return editPage(visit, now, { ...returned, errors: withSecret(visit, returned.errors, secret) });
}

function refused(visit: Visit, values: Values, problems: readonly UserError[], secret: string): Returned {
  const { translator } = visit.layout;
  const errors: Partial<Record<Field | 'secret', Markup>> = {};
  const others: UserError[] = [];
  for (const problem of problems) {
    const field = fieldOf(problem);
    if (field === undefined) others.push(problem);
    else errors[field] = html`<p>${problemWords(translator, 'integration_problem', problem)}</p>`;
  }
  const said = notice(
    'bad',
    html`<p><strong>${translator.t('integration_not_saved')}</strong></p>${problemList(translator, others)}`,
  );
  return { status: 422, values, said, errors: withSecret(visit, errors, secret) };
}

/** The field of the form that the path of an error names. */
function fieldOf({ path }: UserError): Field | 'secret' | undefined {
  const last = path?.at(-1);
  if (last === 'clientSecret' || last === 'password') return 'secret';
  return FIELDS.find((field) => field === last);
}

/** Secrets are not shown again, so one that was entered must be entered again. */
function withSecret({ layout }: Visit, errors: Returned['errors'], secret: string): Returned['errors'] {
  if (secret === '') return errors;
  return { ...errors, secret: html`${errors.secret ?? ''}<p>${layout.translator.t('integration_secret_again')}</p>` };
}
