import type { Command } from 'commander';
import { moduleCommand, optionsOf } from '../module/command/command-line.ts';
import type { Shell } from '../program/shell.ts';

/** `handfast module`, which `npm run module` is, too. */
export function addModule(program: Command, { io: { prompts: openPrompts, ...io }, exit }: Shell): void {
  const command = moduleCommand('npx handfast module', 'module').action(async () => {
    const { runCommand } = await import('../module/run.ts');
    const prompts = await openPrompts?.();
    exit(await runCommand(optionsOf(command), { ...io, ...(prompts && { prompts }) }));
  });
  program.addCommand(command);
}
