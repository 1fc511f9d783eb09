import { readEnvironment } from '../adapters/lambda/environment.ts';
import { graphQlHandler } from '../adapters/lambda/graphql-handler.ts';
import { answerGraphQl } from './answer-graphql.ts';
import { GRAPHQL_VARIABLES, openGraphQlDependencies } from './open-dependencies.ts';

export const handler = graphQlHandler(
  'POST /v1/graphql',
  answerGraphQl(openGraphQlDependencies(readEnvironment(GRAPHQL_VARIABLES))),
);
