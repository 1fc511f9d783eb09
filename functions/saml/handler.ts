import { readEnvironment } from '../adapters/lambda/environment.ts';
import { httpHandler } from '../adapters/lambda/http-handler.ts';
import { beginAtProvider } from './begin-at-provider.ts';
import { openDependencies, VARIABLES } from './dependencies.ts';
import { receiveAnswer } from './receive-answer.ts';
import { showMetadata } from './show-metadata.ts';
import { asText, toNotice } from './to-popup.ts';

const METADATA = 'GET /{product}/saml/metadata';

const deps = openDependencies(readEnvironment(VARIABLES));

export const handler = httpHandler(
  {
    'GET /{product}/saml/signin': beginAtProvider(deps),
    'POST /{product}/saml/acs': receiveAnswer(deps),
    [METADATA]: showMetadata(deps),
  },
  async (refusal, { route }) => (route === METADATA ? asText(refusal) : toNotice(refusal)),
);
