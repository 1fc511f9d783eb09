/** UTC `YYYY-MM-DD hh:mm:ss`, as Magento writes dates. `time` in milliseconds since 1970. */
export function magentoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
