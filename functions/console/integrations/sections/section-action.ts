import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { notice } from '../../layout/notice.ts';
import { redirect } from '../../layout/page.ts';
import { change, hasCode, type UserError } from '../data/change.ts';
import { type Integration, readIntegration } from '../data/integration.ts';
import { integrationUrl, lockedPage, pageOf } from '../integration-address.ts';
import { problemList, problemWords } from '../words.ts';
import type { Returned, Section } from './section.ts';
import { conflictOf } from './section-conflict.ts';
import { sectionPage } from './section-page.ts';
import { type Sent, sentIn } from './sent.ts';

/** `GET /console/integrations/{id}/{section}` */
export function showSection(section: Section): ConsolePage {
  return {
    path: `/integrations/:id/${section.path}`,
    show: async (visit) => {
      const integration = await readIntegration(visit);
      if (integration.version !== 'WORKING') return redirect(integrationUrl(integration, `/${section.path}`));
      return sectionPage(visit, section, integration);
    },
  };
}

/** `POST /console/integrations/{id}/{section}`: saves the form. Events go on by what is published. */
export function saveSection(section: Section): ConsoleAction {
  return {
    path: `/integrations/:id/${section.path}`,
    name: section.name,
    page: (parameters) => `${pageOf(parameters)}/${section.path}`,
    target: () => undefined,
    act: (visit, form) => save(section, visit, form),
  };
}

async function save(section: Section, visit: Visit, form: URLSearchParams): Promise<Outcome> {
  const integration = await readIntegration(visit);
  if (integration.readOnlyInConsole || integration.version !== 'WORKING') return lockedPage(visit, integration);
  const sent = sentIn(form, section.values(integration), section.secrets);
  const asked = section.change(integration, { ...sent.entered, ...sent.secrets });
  const revision = Number(form.get('revision'));
  const problems =
    'problems' in asked ? asked.problems : await change(visit.backend, asked.mutation, { ...asked.input, revision });
  if (problems.length === 0) return { to: integrationUrl(integration), done: 'integration_saved' };
  if (hasCode(problems, 'REVISION_CONFLICT')) return conflicted(section, visit, sent);
  return sectionPage(visit, section, integration, refused(section, visit, integration, sent, problems));
}

/** Somebody else was faster: the form with both changes in it, as of what is stored now. */
async function conflicted(section: Section, visit: Visit, sent: Sent): Promise<Outcome> {
  const now = await readIntegration(visit);
  const returned = conflictOf(visit, section, now, sent);
  return sectionPage(visit, section, now, { ...returned, errors: withSecrets(visit, returned.errors, sent) });
}

function refused(
  section: Section,
  visit: Visit,
  integration: Integration,
  sent: Sent,
  problems: readonly UserError[],
): Returned {
  const { translator } = visit.layout;
  const shown = section.groups(visit, integration, sent.entered).flatMap(({ fields }) => fields);
  const errors: Record<string, Markup> = {};
  const others: UserError[] = [];
  for (const problem of problems) {
    const field = problem.path ? section.fieldOf(problem.path.slice(1), sent.entered) : undefined;
    const words = html`<p>${problemWords(translator, 'integration_problem', problem)}</p>`;
    if (field === undefined || !shown.some(({ name }) => name === field)) others.push(problem);
    else errors[field] = html`${errors[field] ?? ''}${words}`;
  }
  const said = notice(
    'bad',
    html`<p><strong>${translator.t('integration_not_saved')}</strong></p>${problemList(translator, others)}`,
  );
  return { status: 422, values: sent.entered, said, errors: withSecrets(visit, errors, sent) };
}

/** Secrets are not shown again, so one that was entered must be entered again. */
function withSecrets({ layout }: Visit, errors: Returned['errors'], { secrets }: Sent): Returned['errors'] {
  const again = html`<p>${layout.translator.t('integration_secret_again')}</p>`;
  const entered = Object.entries(secrets).filter(([, value]) => value !== '');
  return { ...errors, ...Object.fromEntries(entered.map(([name]) => [name, html`${errors[name] ?? ''}${again}`])) };
}
