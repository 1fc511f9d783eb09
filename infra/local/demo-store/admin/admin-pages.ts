import { html } from 'hono/html';
import type { IntegrationRow } from '../rows.ts';
import { dataForms } from './data-forms.ts';
import { CANNOT_DELETE } from './deletion.ts';
import { RESOURCE_TITLES } from './resource-titles.ts';

/** Where the admin's pages live, all ending in `/`; `formKey` must come with every POST. */
export type AdminUrls = { readonly grid: string; readonly assets: string; readonly successCallback: string };
export type Flash = { readonly kind: 'success' | 'error'; readonly text: string };
export type Grid = { urls: AdminUrls; formKey: string; integrations: IntegrationRow[]; flashes: Flash[] };

type Html = ReturnType<typeof html>;

export async function gridPage({ urls, formKey, integrations, flashes }: Grid): Promise<string> {
  const rows = integrations.map((row) => gridRow(row, urls, formKey));
  const empty = html`<tr><td colspan="5">We couldn't find any records.</td></tr>`;
  const body = html`<body data-grid="${urls.grid}" data-success-callback="${urls.successCallback}" data-form-key="${formKey}">
    <header>
      <h1>Integrations</h1>
      <p>A demo of a Magento store's admin: System &gt; Extensions &gt; Integrations</p>
    </header>
    <div id="messages">${flashes.map(message)}</div>
    <p class="toolbar"><button type="button" class="primary" data-opens="new-integration">Add New Integration</button></p>
    <table>
      <thead><tr><th>Name</th><th>Status</th><th>Activate</th><th>Edit</th><th>Delete</th></tr></thead>
      <tbody>${rows.length === 0 ? empty : rows}</tbody>
    </table>
    ${dataForms(`${urls.grid}data/`, formKey)}
    ${integrations.map(permissionsDialog)} ${integrations.map((row) => editDialog(row, urls, formKey))} ${newIntegrationDialog(urls, formKey)}
    <script src="${urls.assets}admin.js" type="module"></script>
  </body>`;
  return await document('Integrations', urls, body);
}

/** The page at `success_call_back`: says so, and closes the popup after a second. */
export async function successPage(urls: AdminUrls): Promise<string> {
  const body = html`<body class="narrow">
    <p role="status">Integration complete. This window closes by itself.</p>
    <script>
      setTimeout(() => window.close(), 1000);
    </script>
  </body>`;
  return await document('Success', urls, body);
}

async function document(title: string, urls: AdminUrls, body: Html): Promise<string> {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} / Demo Magento</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${urls.assets}admin.css" />
      </head>
      ${body}
    </html>`;
  return String(await page);
}

function message({ kind, text }: Flash): Html {
  return html`<p class="message ${kind}" role="${kind === 'error' ? 'alert' : 'status'}">${text}</p>`;
}

function gridRow(row: IntegrationRow, urls: AdminUrls, formKey: string): Html {
  const insecure = [row.endpointUrl, row.identityLinkUrl].some((url) => !url.startsWith('https:'));
  return html`<tr>
    <td>
      <strong>${row.name}</strong>
      ${insecure ? html`<span class="badge">Integration not secure</span>` : ''}
    </td>
    <td class="${row.active ? 'active' : 'inactive'}">${row.active ? 'Active' : 'Inactive'}</td>
    <td><button type="button" data-opens="permissions-${row.id}">${row.active ? 'Reauthorize' : 'Activate'}</button></td>
    <td><button type="button" data-opens="edit-${row.id}">Edit</button></td>
    <td>
      <form method="post" action="${urls.grid}delete/id/${row.id}/">
        <input type="hidden" name="form_key" value="${formKey}" />
        ${row.setupType === 1 ? html`<button disabled title="${CANNOT_DELETE}">Delete</button>` : html`<button>Delete</button>`}
      </form>
    </td>
  </tr>`;
}

function permissionsDialog(row: IntegrationRow): Html {
  const titles = row.resources.map((id) => html`<li>${RESOURCE_TITLES[id] ?? id} <code>${id}</code></li>`);
  return html`<dialog id="permissions-${row.id}" aria-labelledby="title-${row.id}">
    <h2 id="title-${row.id}">Approve access for ${row.name}</h2>
    <p>The integration you selected asks you to approve access to the following:</p>
    <ul>${titles}</ul>
    <p class="toolbar">
      <button type="button" data-closes>Cancel</button>
      <button type="button" class="primary" data-allows="${row.id}" data-reauthorize="${row.active ? 1 : 0}">Allow</button>
    </p>
  </dialog>`;
}

/** The *API* tab of an integration. What is saved there counts at once, without a Reauthorize. */
function editDialog(row: IntegrationRow, urls: AdminUrls, formKey: string): Html {
  return html`<dialog id="edit-${row.id}" aria-labelledby="edit-title-${row.id}">
    <h2 id="edit-title-${row.id}">Edit ${row.name}</h2>
    <form method="post" action="${urls.grid}save/id/${row.id}/">
      <input type="hidden" name="form_key" value="${formKey}" />
      ${resourceChoices(row.resources)}
      <p class="toolbar"><button type="button" data-closes>Cancel</button> <button class="primary">Save</button></p>
    </form>
  </dialog>`;
}

/** Those that forms offer, and those that the integration has besides. */
function resourceChoices(chosen: readonly string[]): Html {
  const offered = new Set([...Object.keys(RESOURCE_TITLES), ...chosen]);
  const choices = [...offered].map((id) => {
    const checked = chosen.includes(id) ? 'checked' : '';
    return html`<label><input type="checkbox" name="resource" value="${id}" ${checked} /> ${RESOURCE_TITLES[id] ?? id}</label>`;
  });
  return html`<fieldset><legend>API resources</legend>${choices}</fieldset>`;
}

function newIntegrationDialog(urls: AdminUrls, formKey: string): Html {
  const field = (name: string, label: string, type: string) =>
    html`<label>${label} <input name="${name}" type="${type}" ${type === 'email' ? '' : 'required'} /></label>`;
  return html`<dialog id="new-integration" aria-labelledby="new-integration-title">
    <h2 id="new-integration-title">New Integration</h2>
    <form method="post" action="${urls.grid}save/">
      <input type="hidden" name="form_key" value="${formKey}" />
      ${field('name', 'Name', 'text')} ${field('email', 'Email', 'email')}
      ${field('endpoint', 'Callback URL', 'url')} ${field('identity_link_url', 'Identity link URL', 'url')}
      ${resourceChoices([])}
      <p class="toolbar"><button type="button" data-closes>Cancel</button> <button class="primary">Save</button></p>
    </form>
  </dialog>`;
}
