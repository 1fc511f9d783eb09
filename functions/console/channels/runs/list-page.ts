import { html } from 'hono/html';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { runsView } from '../../../api/contract/channels/run-views.ts';
import type { Visit } from '../../console-route.ts';
import { page } from '../../layout/page.ts';
import { pager } from '../../layout/table.ts';
import { channelUrl } from '../channel-address.ts';
import { runTable } from './run-table.ts';

const PAGE_SIZE = '50';

/** `GET /console/channels/{id}/runs`: all that are kept, newest first. */
export async function listRuns({ backend, layout, parameters, query }: Visit): Promise<HttpResponse> {
  const { t } = layout.translator;
  const { id = '' } = parameters;
  const { items, next } = await backend.call('GET /v1/channels/{id}/runs', runsView, {
    parameters: { id },
    query: { limit: PAGE_SIZE, cursor: query.get('cursor') ?? undefined },
  });
  return page(layout, {
    title: t('runs_title'),
    above: { to: channelUrl(id), label: t('channel_back') },
    content: html`${runTable(layout, items)}${pager(layout, next)}`,
  });
}
