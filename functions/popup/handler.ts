import { setTimeout as pause } from 'node:timers/promises';
import { openCookieKeyring, openSessions } from '../adapters/cookies/session-cookies.ts';
import { openVaultLazily } from '../adapters/kms/lazy-vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { httpHandler } from '../adapters/lambda/http-handler.ts';
import { log } from '../adapters/lambda/log.ts';
import { openSecretsManager } from '../adapters/secrets-manager/read-secret.ts';
import { openHandshakeExecutions } from '../adapters/step-functions/handshake-executions.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { SHARED_VARIABLES } from '../stores/shared-variables.ts';
import { openRepositories } from './attempts/repositories.ts';
import { rememberLanguage } from './layout/choose-language.ts';
import { openHealthCheckLazily } from './lazy/health-check.ts';
import { refusalPage } from './pages/refusal-page.ts';
import { openProducts } from './products.ts';
import { beginSignIn } from './sign-in/begin-sign-in.ts';
import { completeOwnSignIn } from './sign-in/complete-own-sign-in.ts';
import { completeSignIn } from './sign-in/complete-sign-in.ts';
import { openProductProviders } from './sign-in/open-providers.ts';
import { giveConsent } from './steps/give-consent.ts';
import { login } from './steps/login.ts';
import { showAddresses } from './steps/show-addresses.ts';
import { showNotice } from './steps/show-notice.ts';
import { showProgress } from './steps/show-progress.ts';
import { showSeen } from './steps/show-seen.ts';

const settings = readEnvironment([
  ...SHARED_VARIABLES,
  'HANDFAST_MACHINE',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_COOKIE_SECRET',
  'HANDFAST_SIGN_IN',
]);
const publicUrl = settings.HANDFAST_PUBLIC_URL;
const now = () => new Date();
const repositories = openRepositories(settings.HANDFAST_TABLE, now);
const products = openProducts({ ...repositories, now }, settings, import.meta.url);
const vault = openVaultLazily(settings.HANDFAST_KEY);
const check = openHealthCheckLazily(settings);
const readSecret = openSecretsManager();
const sessions = openSessions(publicUrl, openCookieKeyring(readSecret, settings.HANDFAST_COOKIE_SECRET, now), now);
const { start } = openHandshakeExecutions(settings.HANDFAST_MACHINE);
const tasks = openTaskTokens();
const opened = { ...repositories, ...products, vault };
const providerOf = openProductProviders({ ...opened, readSecret, now }, settings);
const deps = { ...opened, sessions, start, tasks, providerOf, check, pause, now, log };

const { remembered, rememberedRefusal } = rememberLanguage(publicUrl);

export const handler = httpHandler(
  remembered({
    'GET /{product}/login': login(deps),
    'GET /{product}/signin': beginSignIn(deps),
    'GET /signin/return': completeSignIn(deps),
    'GET /{product}/signin/return': completeOwnSignIn(deps),
    'POST /{product}/consent': giveConsent(deps),
    'GET /{product}/progress': showProgress(deps),
    'GET /{product}/seen': showSeen(deps),
    'GET /notice': showNotice(deps),
    ...showAddresses({ ...products, publicUrl }),
  }),
  rememberedRefusal(refusalPage(products.findProduct, publicUrl)),
);
