import { openConsoleCookies, openConsoleKeyring } from '../adapters/cookies/console-session.ts';
import { openActionAudit } from '../adapters/dynamodb/action-audit.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { consoleHandler } from '../adapters/lambda/console-handler.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { openOperatorSignInLazily } from '../adapters/oidc/lazy-operator-sign-in.ts';
import { openSecretsManager } from '../adapters/secrets-manager/read-secret.ts';
import { consoleReturnUrl } from '../domain/console-url.ts';
import { consoleApp } from './app.ts';
import { BACKEND_VARIABLES, openBackend } from './backend/open-backend.ts';
import { openFeatures } from './features.ts';
import { refusalPage } from './refusal-page.ts';

const settings = readEnvironment([
  ...BACKEND_VARIABLES,
  'HANDFAST_CONSOLE',
  'HANDFAST_COOKIE_SECRET',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const { HANDFAST_CONSOLE: access, HANDFAST_PUBLIC_URL: publicUrl } = settings;
const now = () => new Date();
const readSecret = openSecretsManager();
const cookies = openConsoleCookies(
  publicUrl,
  openConsoleKeyring(readSecret, settings.HANDFAST_COOKIE_SECRET, now),
  now,
);
const provider = openOperatorSignInLazily(access, {
  redirectUri: consoleReturnUrl(publicUrl),
  readSecret,
  allowLoopback: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
  issuerRule: 'deployment',
  now,
});
const audit = openActionAudit(openTable(settings.HANDFAST_TABLE));
const accountPages = { templates: access.accountPages, products: settings.HANDFAST_PRODUCTS };
const backend = openBackend(settings);
const deps = { cookies, provider, access, audit, backend, publicUrl, now, log };

export const handler = consoleHandler(
  consoleApp(deps, openFeatures({ audit, accountPages })),
  refusalPage({ cookies, backend, now }),
);
