import { setTimeout as pause } from 'node:timers/promises';
import { readBrands } from '../adapters/edge/brands.ts';
import { readEnvironment } from '../adapters/edge/environment.ts';
import { log } from '../adapters/edge/log.ts';
import { servedProducts } from '../adapters/edge/products.ts';
import { webDoor } from '../adapters/edge/web-door.ts';
import { openIdentityLater } from '../adapters/identity/identity-later.ts';
import { openMachine } from '../adapters/machine/machine.ts';
import { openTaskTokens } from '../adapters/machine/task-tokens.ts';
import { openSecretsManager } from '../adapters/secrets/secrets-manager.ts';
import { openKeyring } from '../adapters/session/keyring.ts';
import { openSessions } from '../adapters/session/sessions.ts';
import { openActivations } from '../adapters/table/activations.ts';
import { openTable } from '../adapters/table/client.ts';
import { openConnections } from '../adapters/table/connections.ts';
import { returnUrl } from './addresses.ts';
import { giveConsent } from './consent.ts';
import { rememberLanguage } from './language.ts';
import { login } from './login.ts';
import { progress } from './progress.ts';
import { refusalPage } from './refusal-page.ts';
import { signIn } from './sign-in.ts';
import { signInReturn } from './sign-in-return.ts';
import { told } from './told.ts';

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
