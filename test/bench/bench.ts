import { addedMs } from './added-time.ts';
import { addedByCall, atScale } from './api.ts';
import { addedByAuthorizer } from './authorizer.ts';
import { callbackOwnWork } from './callback-work.ts';
import { coldStart } from './cold-start.ts';
import { reportConsole } from './console/report-console.ts';
import { deliverSteadily } from './deliveries.ts';
import { importTimes } from './import-time.ts';
import { postSteadily } from './load.ts';
import { demoMs, startRunning } from './running.ts';
import { signaturesPerSecond } from './signature.ts';
import { importMemory } from './sync/import-memory.ts';
import { lookCosts } from './sync/quiet-look.ts';
import { readingRates } from './sync/reading-rates.ts';
import type { Rival } from './sync/rivals.ts';
import { writingFigures } from './sync/writing.ts';

type Figure = { readonly what: string; readonly measured: string; readonly target: string; readonly beside?: string };

const CALLBACKS_PER_SECOND = 100;
const LOAD_SECONDS = 30;
const DELIVERIES_PER_SECOND = 20;
const DELIVERY_SECONDS = 120;
const figures: Figure[] = [];
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const count = (value: number) => value.toLocaleString('en');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function report(figure: Figure): void {
  figures.push(figure);
  const { what, measured, target, beside = '' } = figure;
  console.log(`${what.padEnd(58)} ${measured.padStart(12)}   ${target.padEnd(18)} ${beside}`);
}

/** How many times as fast as each of the other readers it shall be; one that writes nothing has no target. */
function besideOurs(rivals: readonly Rival[]) {
  const times: Readonly<Record<string, number>> = {
    'pymagento, writing': 1.5,
    'singer-sdk': 4,
    dlt: 4,
    'airbyte-cdk': 6,
  };
  return rivals.map((rival) => ({ ...rival, times: times[rival.name] }));
}

console.log(`${'figure'.padEnd(58)} ${'measured'.padStart(12)}   ${'target'.padEnd(18)} beside it`);

// `npm run bench console` measures nothing else.
if (process.argv[2] === 'console') {
  await reportConsole(report);
  process.exit();
}

const signatures = await signaturesPerSecond();
report({
  what: 'signatures per second, plain GET',
  measured: count(signatures.handfast),
  target: '>= 25,000',
  beside: `oauth-1.0a alone ${count(signatures.oauth10a)}, a bare HMAC ${count(signatures.hmac)}`,
});
report({ what: "the callback's own work, 99th percentile", measured: ms(await callbackOwnWork()), target: '<= 2 ms' });

const { baseline, functions } = importTimes();
for (const [name, time] of Object.entries(functions)) {
  report({
    what: `import of ${name}`,
    measured: `${(time / baseline).toFixed(2)} x`,
    target: '<= 1.5 x',
    beside: `${ms(time)}; client-dynamodb and lib-dynamodb alone ${ms(baseline)}`,
  });
}

const cold = await coldStart();
report({
  what: "the callback's cold start, 95th percentile of 30",
  measured: ms(cold.p95Ms),
  target: '<= 400 ms',
  beside: `import and first answer, KMS and DynamoDB answering at once; median ${ms(cold.medianMs)}`,
});

const reading = await readingRates();
report({
  what: 'products read, checked, packed and stored per second',
  measured: count(reading.ours),
  target: `>= ${count(Math.round(reading.bare * 0.45))}`,
  beside: `a bare signed loop ${count(reading.bare)} (target 0.45 of it), the session alone ${count(reading.session)}`,
});
for (const { name, recordsPerSecond, times } of besideOurs(reading.rivals ?? [])) {
  report({
    what: `the same, against ${name}`,
    measured: `${(reading.ours / recordsPerSecond).toFixed(1)} x`,
    target: times === undefined ? '-' : `>= ${times} x`,
    beside: `${count(recordsPerSecond)} records per second`,
  });
}

report({
  what: 'calls to find that none of 100,000 products was deleted',
  measured: count(reading.callsForDeletions),
  target: '1',
});

const looked = await lookCosts();
report({
  what: 'the first record, after the end of the handshake',
  measured: ms(looked.firstRecordMs),
  target: '<= 5,000 ms',
  beside: 'from the demo store, through the API of local mode',
});
report({
  what: `calls to the store of a look at ${looked.connectors} connectors, nothing new`,
  measured: count(looked.calls),
  target: count(looked.connectors),
});
report({ what: 'writes of such a look besides leases', measured: count(looked.writes), target: '0' });

const products = Number(process.env['HANDFAST_BENCH_MEMORY'] ?? 0);
if (products > 0) {
  const { peakMb, recordsPerSecond } = await importMemory(products);
  report({
    what: `memory of an import of ${count(products)} products, at most`,
    measured: `${peakMb} MB`,
    target: '<= 256 MB',
    beside: `${count(recordsPerSecond)} records per second, of answers that are made as they are asked for`,
  });
}
const { ours, loop } = await writingFigures();
report({
  what: '50,000 changes of stock: calls to the store',
  measured: count(ours.calls),
  target: `<= ${count(loop.calls / 20)}`,
  beside: `a loop of single PUTs ${count(loop.calls)} (target a twentieth of it)`,
});
report({
  what: 'the same: seconds, at a store that answers at once',
  measured: `${ours.seconds.toFixed(1)} s`,
  target: `<= ${(loop.seconds / 2).toFixed(1)} s`,
  beside: `the loop ${loop.seconds.toFixed(1)} s, measured with a tenth of the changes`,
});
report({
  what: 'the same: peak of memory',
  measured: `${ours.memoryMb} MB`,
  target: '<= 400 MB',
  beside: `the loop ${loop.memoryMb} MB, afterwards in the same process; the store's thread included`,
});

const running = await startRunning();
try {
  report({ what: 'npm start until ready', measured: ms(running.readyMs), target: '<= 15,000 ms' });
  report({
    what: 'npm run demo',
    measured: ms(await demoMs(running.url)),
    target: '<= 4,000 ms',
    beside: 'first handshake after the start',
  });
  report({ what: 'time added to a handshake, median', measured: ms(await addedMs(running.url)), target: '<= 500 ms' });
  const before = running.logged('activation_kept');
  const load = await postSteadily(running.url, CALLBACKS_PER_SECOND, LOAD_SECONDS);
  report({
    what: `callbacks kept of ${count(load.sent)}, ${CALLBACKS_PER_SECOND} per second for ${LOAD_SECONDS} s`,
    measured: count(Math.min(load.kept, running.logged('activation_kept') - before)),
    target: 'all',
    beside: `99th percentile ${ms(load.p99Ms)}; Magento waits 5,000 ms`,
  });
} finally {
  await running.stop();
}

const called = await addedByCall();
report({
  what: 'time that a call through the API adds, median',
  measured: ms(called.addedMs),
  target: '<= 8 ms',
  beside: `straight to the store ${ms(called.directMs)}, through the API ${ms(called.callMs)}`,
});

const authorized = await addedByAuthorizer();
report({
  what: 'time that the authorizer adds while remembered, median',
  measured: ms(authorized.rememberedMs),
  target: '<= 1 ms',
  beside: `when it is asked, about once a minute: ${ms(authorized.askedMs)}`,
});

const delivered = await deliverSteadily(DELIVERIES_PER_SECOND, DELIVERY_SECONDS);
report({
  what: `deliveries, ${DELIVERIES_PER_SECOND} per second for ${DELIVERY_SECONDS} s, one URL in five silent: 95th percentile`,
  measured: ms(delivered.p95Ms),
  target: '<= 2,000 ms',
  beside: 'of the URLs that answer, from the event on the bus',
});
report({ what: `deliveries lost of ${count(delivered.sent)}`, measured: count(delivered.lost), target: 'none' });

const { perCall, checked, seedingSeconds } = await atScale();
for (const { connections, reads, writes, keyCalls, callMs } of perCall) {
  report({
    what: `table reads and KMS calls per call, ${count(connections)} connections`,
    measured: `${reads} and ${keyCalls}`,
    target: '1 and 0',
    beside: `${writes} writes: a lease of the store is acquired and released; median ${ms(callMs)}`,
  });
}
report({
  what: `a day's health checks of ${count(checked.checked)} connections`,
  measured: `${checked.seconds.toFixed(0)} s`,
  target: '<= 600 s',
  beside: `100,000 connections took ${seedingSeconds.toFixed(0)} s to write`,
});
report({
  what: "memory in the day's second half, against its first",
  measured: `${(mean(checked.rssMb.slice(6)) / mean(checked.rssMb.slice(0, 6))).toFixed(2)} x`,
  target: '<= 1.15 x',
  beside: `${checked.rssMb.join(', ')} MB, all of local mode in one process`,
});

await reportConsole(report);
