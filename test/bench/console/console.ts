import { hostFunctions } from '../../../infra/local/lambda/function-host.ts';
import { openConsoleAtScale } from '../../journey/console-scale/open-console.ts';

export type PageFigures = {
  readonly name: string;
  readonly p95Ms: number;
  /** Reads of the table among few stores and among many, and how many they may be. */
  readonly few: number;
  readonly many: number;
  readonly most: number;
};

const FEW = 10;
const CHANNELS = 10_000;
/** Until the engine has compiled what runs often. */
const WARM_UP = 10;

/** Every page of the console with so many stores, one request after the other. */
export async function consolePages(stores: number, requests: number): Promise<readonly PageFigures[]> {
  const handfast = await openConsoleAtScale(hostFunctions);
  try {
    await handfast.add(0, FEW, FEW);
    const among: number[] = [];
    for (const page of handfast.pages) among.push(await handfast.reads(page));
    await handfast.add(FEW, stores, CHANNELS);
    const figures: PageFigures[] = [];
    for (const [index, page] of handfast.pages.entries()) {
      const many = await handfast.reads(page);
      const times: number[] = [];
      for (let request = 0; request < WARM_UP + requests; request += 1) {
        const begun = performance.now();
        await handfast.show(page);
        if (request >= WARM_UP) times.push(performance.now() - begun);
      }
      figures.push({ name: page.name, p95Ms: percentile95(times), few: among[index] ?? 0, many, most: page.reads });
    }
    return figures;
  } finally {
    await handfast.close();
  }
}

function percentile95(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
