import { setTimeout as pause } from 'node:timers/promises';
import { openKeyring } from '../adapters/cookies/keyring.ts';
import { openSessions } from '../adapters/cookies/session-cookies.ts';
import { openActivations } from '../adapters/dynamodb/activation-repository.ts';
import { openConnections } from '../adapters/dynamodb/connection-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { webDoor } from '../adapters/lambda/http-handler.ts';
import { log } from '../adapters/lambda/log.ts';
import { openIdentityLater } from '../adapters/oidc/lazy-sign-in.ts';
import { openSecretsManager } from '../adapters/secrets-manager/read-secret.ts';
import { openMachine } from '../adapters/step-functions/handshake-executions.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { readBrands } from '../products/branding.ts';
import { servedProducts } from '../products/published-products.ts';
import { rememberLanguage } from './layout/language.ts';
import { returnUrl } from './page-urls.ts';
import { refusalPage } from './pages/refusal-page.ts';
import { signIn } from './steps/begin-sign-in.ts';
import { signInReturn } from './steps/complete-sign-in.ts';
import { giveConsent } from './steps/give-consent.ts';
import { login } from './steps/login.ts';
import { told } from './steps/show-notice.ts';
import { progress } from './steps/show-progress.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_MACHINE',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_COOKIE_SECRET',
  'HANDFAST_PRODUCTS',
  'HANDFAST_SIGN_IN',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const { HANDFAST_PUBLIC_URL: publicUrl, HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopback } = settings;
const now = () => new Date();
const product = servedProducts(settings.HANDFAST_PRODUCTS, readBrands(import.meta.url));
const table = openTable(settings.HANDFAST_TABLE);
const activations = openActivations(table, now);
const connections = openConnections(table);
const readSecret = openSecretsManager();
const sessions = openSessions(publicUrl, openKeyring(readSecret, settings.HANDFAST_COOKIE_SECRET, now), now);
const access = { redirectUri: returnUrl(publicUrl), readSecret, allowLoopback, now };
const { depart, arrive } = openIdentityLater(settings.HANDFAST_SIGN_IN, access);
const { start } = openMachine(settings.HANDFAST_MACHINE);
const tasks = openTaskTokens();
const needs = { product, activations, connections, sessions, start, tasks, depart, arrive, pause, now, log };

const { remembered, rememberedRefusal } = rememberLanguage(publicUrl);

export const handler = webDoor(
  remembered({
    'GET /{product}/login': login(needs),
    'GET /{product}/signin': signIn(needs),
    'GET /signin/return': signInReturn(needs),
    'POST /{product}/consent': giveConsent(needs),
    'GET /{product}/progress': progress(needs),
    'GET /told': told(needs),
  }),
  rememberedRefusal(refusalPage(needs.product, publicUrl)),
);
