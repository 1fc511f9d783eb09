import { describe, expect, test } from 'vitest';
import { inOneOrder } from '../../../functions/adapters/dynamodb/integrations/unsettled-deliveries.ts';

const share = (isCut: boolean, ...places: readonly string[]) => ({
  isCut,
  rows: places.map((listedAs) => ({ pk: `DELIVERY#${listedAs}`, listedAs })),
});
const placesOf = ({ rows }: ReturnType<typeof inOneOrder>) => rows.map(({ listedAs }) => listedAs);

describe('the shares of what waits or has failed', () => {
  test('are one list, longest due first, or newest failure first', () => {
    expect(inOneOrder('WAITING', [share(false, '1', '4'), share(false, '2')])).toMatchObject({ end: undefined });
    expect(placesOf(inOneOrder('WAITING', [share(false, '1', '4'), share(false, '2')]))).toEqual(['1', '2', '4']);
    expect(placesOf(inOneOrder('FAILED', [share(false, '4', '1'), share(false, '2')]))).toEqual(['4', '2', '1']);
  });

  test('end where one of them was cut off: behind that, some are not known yet', () => {
    const waiting = inOneOrder('WAITING', [share(true, '1', '3'), share(false, '2', '5'), share(true, '4', '6')]);
    expect([placesOf(waiting), waiting.end]).toEqual([['1', '2', '3'], '3']);
    const failed = inOneOrder('FAILED', [share(true, '9', '7'), share(false, '8', '5'), share(true, '6', '4')]);
    expect([placesOf(failed), failed.end]).toEqual([['9', '8', '7'], '7']);
  });
});
