/** Of sorted ids those above one and up to another. */
export function idsBetween(ids: Float64Array, above: number, to: number): number[] {
  return [...ids.subarray(firstAbove(ids, above), firstAbove(ids, to))];
}

export function firstAbove(ids: Float64Array, id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
