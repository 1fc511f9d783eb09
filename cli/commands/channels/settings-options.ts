import { type Command, InvalidArgumentError } from 'commander';
import type { ChannelChange, ConnectorChoice, WriterChoice } from '../../../client/handfast.ts';
import { readJson } from '../../api/json-option.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';

/** How a channel is set. */
export type SettingsOptions = {
  readonly label?: string | false;
  readonly connector?: ConnectorChoice;
  readonly off?: ConnectorChoice;
  readonly priority?: WriterChoice;
  readonly settings?: ChannelChange['settings'];
};

export function withSettings(command: Command): Command {
  return command
    .optionsGroup('How it is set:')
    .option('--connector <name=minutes>', 'switch it on, and how often it reads; may be repeated', switchedOn)
    .option('--off <name>', 'switch it off; may be repeated', switchedOff)
    .option('--priority <writer=who>', 'who wins conflicts: store or vendor; may be repeated', withPriority)
    .option('--label <text>', 'for people')
    .option('--settings <json>', 'how the store is read; @file reads it from a file', readSettings);
}

/** What was given, as the API takes it. */
export function choices({ connector, off, priority, settings }: SettingsOptions) {
  return {
    ...((connector ?? off) && { connectors: { ...connector, ...off } }),
    ...(priority && { writers: priority }),
    ...(settings && { settings }),
  };
}

function switchedOn(text: string, before: ConnectorChoice = {}): ConnectorChoice {
  const [name = '', minutes] = text.split('=');
  if (minutes === undefined) return { ...before, [name]: { on: true } };
  if (/^\d{1,4}$/.test(minutes)) return { ...before, [name]: { on: true, everyMinutes: Number(minutes) } };
  throw new InvalidArgumentError('Write the minutes as a whole number, such as orders=5.');
}

function switchedOff(name: string, before: ConnectorChoice = {}): ConnectorChoice {
  return { ...before, [name]: { on: false } };
}

function withPriority(text: string, before: WriterChoice = {}): WriterChoice {
  const [name = '', priority] = text.split('=');
  if (priority === 'store' || priority === 'vendor') return { ...before, [name]: { priority } };
  throw new InvalidArgumentError('Write writer=store or writer=vendor, such as stock=vendor.');
}

function readSettings(text: string): object {
  const settings = readJson('--settings', text);
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return settings;
  throw new CliError(EXIT_MISUSED, ['--settings: must be a JSON object, such as {"storeView":"default"}.']);
}
