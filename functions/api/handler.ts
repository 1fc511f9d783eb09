import { apiHandler } from '../adapters/lambda/api-handler.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { problemIn } from '../adapters/lambda/problem-document.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { API_VARIABLES } from './open-dependencies.ts';
import { apiRoutes } from './routes.ts';

export const handler = apiHandler(apiRoutes(readEnvironment(API_VARIABLES)), problemIn(API_REFUSALS));
