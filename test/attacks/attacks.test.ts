import { afterAll, beforeAll, describe } from 'vitest';
import { type AttackEnv, openAttackEnv } from './harness/attack-env.ts';
import { answersAttacks } from './surfaces/answers.ts';
import { apiAttacks } from './surfaces/api.ts';
import { authorizerAttacks } from './surfaces/authorizer.ts';
import { callbackAttacks } from './surfaces/callback.ts';
import { channelAttacks } from './surfaces/channels.ts';
import { injectionAttacks } from './surfaces/injection.ts';
import { popupAttacks } from './surfaces/popup.ts';
import { secretAttacks } from './surfaces/secrets.ts';
import { signInAttacks } from './surfaces/sign-in.ts';
import { successCallbackAttacks } from './surfaces/success-callback.ts';
import { taskAttacks } from './surfaces/tasks.ts';
import { tokenAttacks } from './surfaces/tokens.ts';

// One Handfast for all of them: it takes longer to start than to attack.
let attackEnv: AttackEnv;
const env = () => attackEnv;

beforeAll(async () => {
  attackEnv = await openAttackEnv();
}, 300_000);
afterAll(() => attackEnv?.close());

describe('success callback', () => successCallbackAttacks(env));
describe('sign-in', () => signInAttacks(env));
describe('popup', () => popupAttacks(env));
describe('injection', () => injectionAttacks(env));
describe('answers', () => answersAttacks(env));
describe('tasks', () => taskAttacks(env));
describe('API', () => apiAttacks(env));
describe('channels', () => channelAttacks(env));
describe('authorizer', () => authorizerAttacks(env));
describe('tokens', () => tokenAttacks(env));
describe('secrets', () => secretAttacks(env));
describe('callback', () => callbackAttacks(env));
