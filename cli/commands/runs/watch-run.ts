import { setTimeout as wait } from 'node:timers/promises';
import type { Handfast, Run } from '../../../client/handfast.ts';
import { optionsFor, type Wanted } from '../../api/deployment.ts';
import type { Answer } from '../../output/answer.ts';
import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import { shellWord } from '../../output/shell-word.ts';
import type { Shell } from '../../program/shell.ts';
import { countsText, runLines } from './run-lines.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const OPEN: readonly Run['status'][] = ['queued', 'running'];

/** The run once nothing happens to it any more; shows how far it is meanwhile. */
export async function watchedRun(api: Handfast, first: Run, wanted: Wanted, { progress, goesOn }: Shell): Promise<Run> {
  let run = first;
  goesOn(`The run goes on. Look again: npx handfast runs show ${shellWord(run.id)} --watch${optionsFor(wanted)}`);
  for (let pauseMs = FIRST_PAUSE_MS; OPEN.includes(run.status); pauseMs = Math.min(1.5 * pauseMs, LONGEST_PAUSE_MS)) {
    progress.show(`${run.id} is ${run.status}`, countsText(run.counts));
    await wait(pauseMs);
    run = await api.runs.get(run.id);
  }
  return run;
}

/** Of a run that is shown; one that was watched is a failure unless all of it is done. */
export function runAnswer(run: Run, watched: boolean): Answer {
  return {
    json: run,
    human: (screen) => runLines(run, screen),
    exitCode: watched && run.status !== 'completed' ? EXIT_FAILED : EXIT_DONE,
  };
}
