import { afterAll, beforeAll, describe } from 'vitest';
import { apiAttacks } from './api.ts';
import { callbackAttacks } from './callback.ts';
import { injectionAttacks } from './injection.ts';
import { popupAttacks } from './popup.ts';
import { secretAttacks } from './secrets.ts';
import { openSiege, type Siege } from './siege.ts';
import { signInAttacks } from './sign-in.ts';
import { taskAttacks } from './tasks.ts';
import { wayBackAttacks } from './way-back.ts';

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
