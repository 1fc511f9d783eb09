import { firstImport } from './whole-reading.ts';

/*
 * A process that imports every product of the store whose address it is given, and says how much memory that took.
 */

const { recordsPerSecond, counts } = await firstImport(process.argv[2] ?? '');
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ recordsPerSecond, records: counts.delivered, peakMb }));
