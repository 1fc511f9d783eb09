import { openActionAudit } from '../adapters/dynamodb/action-audit.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { apiHandler } from '../adapters/lambda/api-handler.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { problemIn } from '../adapters/lambda/problem-document.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { withActionHistory } from './action-history.ts';
import { API_VARIABLES } from './open-dependencies.ts';
import { apiRoutes } from './routes.ts';

const settings = readEnvironment(API_VARIABLES);
const audit = openActionAudit(openTable(settings.HANDFAST_TABLE));
const routes = withActionHistory({ audit, now: () => new Date(), log }, apiRoutes(settings));

export const handler = apiHandler(routes, problemIn(API_REFUSALS));
