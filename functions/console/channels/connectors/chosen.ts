export type Setting = { readonly on: boolean; readonly everyMinutes: number };

const WAS = /^(on|off):(\d{1,5})$/;

/** What somebody has changed in the form, by connector: what they left as it was is nobody's wish. */
export function chosen(form: URLSearchParams): Readonly<Record<string, Setting>> {
  const changed: [string, Setting][] = [];
  for (const [field, was] of form) {
    const [, on, minutes] = WAS.exec(was) ?? [];
    if (!field.startsWith('was_') || on === undefined) continue;
    const name = field.slice('was_'.length);
    const every = form.get(`every_${name}`)?.trim() ?? '';
    const setting = { on: form.get(`on_${name}`) === '1', everyMinutes: every === '' ? Number.NaN : Number(every) };
    if (setting.on !== (on === 'on') || setting.everyMinutes !== Number(minutes)) changed.push([name, setting]);
  }
  return Object.fromEntries(changed);
}
