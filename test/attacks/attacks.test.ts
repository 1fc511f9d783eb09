import { afterAll, beforeAll, describe } from 'vitest';
import { openSiege, type Siege } from './harness/attack-env.ts';
import { apiAttacks } from './surfaces/api.ts';
import { callbackAttacks } from './surfaces/callback.ts';
import { injectionAttacks } from './surfaces/injection.ts';
import { popupAttacks } from './surfaces/popup.ts';
import { secretAttacks } from './surfaces/secrets.ts';
import { signInAttacks } from './surfaces/sign-in.ts';
import { wayBackAttacks } from './surfaces/success-callback.ts';
import { taskAttacks } from './surfaces/tasks.ts';

// One Handfast for all of them: it takes longer to start than to attack.
let siege: Siege;
const besieged = () => siege;

beforeAll(async () => {
  siege = await openSiege();
}, 120_000);
afterAll(() => siege?.close());

describe('way back', () => wayBackAttacks(besieged));
describe('sign-in', () => signInAttacks(besieged));
describe('popup', () => popupAttacks(besieged));
describe('injection', () => injectionAttacks(besieged));
describe('tasks', () => taskAttacks(besieged));
describe('API', () => apiAttacks(besieged));
describe('secrets', () => secretAttacks(besieged));
describe('callback', () => callbackAttacks(besieged));
