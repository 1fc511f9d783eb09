import { afterAll, beforeAll, describe } from 'vitest';
import { openSiege, type Siege } from './siege.ts';
import { signInAttacks } from './sign-in.ts';
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
