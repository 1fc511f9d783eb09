import { Command } from 'commander';
import { addAttempts } from '../commands/attempts/attempts-command.ts';
import { addChanges } from '../commands/changes/push-command.ts';
import { addChannels } from '../commands/channels/channels-command.ts';
import { addClients } from '../commands/clients/clients-command.ts';
import { addConnections } from '../commands/connections/connections-command.ts';
import { addConnectors } from '../commands/connectors/try-command.ts';
import { addDeliveries } from '../commands/deliveries/deliveries-command.ts';
import { addDoctor } from '../commands/doctor/doctor-command.ts';
import { addIntegrations } from '../commands/integrations/integrations-command.ts';
import { addModule } from '../commands/module-command.ts';
import { addRuns } from '../commands/runs/runs-command.ts';
import type { Shell } from './shell.ts';
import { teach } from './teach.ts';

const EXAMPLES = [
  'connections list --host shop.example',
  'connections show con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
  'channels sync chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --watch',
  'connections list --status unreachable --json --local',
  'clients create --name cli --outputs cdk-outputs.json',
];

const NOTES = [
  `Commands call the API of a deployment: the one of cdk-outputs.json in this folder, of --outputs or --url, or --local for
"npm start". Apart from local mode, HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET are a client of the API, which
"clients create" makes with your AWS credentials (HANDFAST_TOKEN_URL, where another issuer made it).`,
  `Tables are for people, and fit the terminal; --json is for scripts. Errors and progress are on standard error.
NO_COLOR turns colours off.`,
];

/** `handfast`, with all that it can do. */
export function handfastProgram(shell: Shell): Command {
  const program = new Command('handfast')
    .description('Commands for operators of Handfast.')
    .usage('<command>')
    .helpOption('-h, --help', 'show this')
    .helpCommand(false);
  program.commandsGroup('Stores:');
  addConnections(program, shell);
  addAttempts(program, shell);
  program.commandsGroup('Synchronization:');
  addChannels(program, shell);
  addRuns(program, shell);
  addChanges(program, shell);
  addConnectors(program, shell);
  program.commandsGroup('Events:');
  addIntegrations(program, shell);
  addDeliveries(program, shell);
  program.commandsGroup('Setting up:');
  addDoctor(program, shell);
  addClients(program, shell);
  addModule(program, shell);
  return teach(program, { examples: EXAMPLES, notes: NOTES });
}
