import { html } from 'hono/html';

/** Text in which every value has been escaped. */
export type Markup = ReturnType<typeof html>;

type Argument<Part extends string> = Part extends `${infer Name},${string}`
  ? Name
  : Part extends `${string}{${infer Inner}`
    ? Argument<Inner>
    : Part extends `${string}#${string}`
      ? never
      : Part;
/** The names in an ICU message's braces. */
export type Placeholder<Text extends string> = Text extends `${string}{${infer Part}}${infer Rest}`
  ? Argument<Part> | Placeholder<Rest>
  : never;

/** Text and markup are put in whole; numbers and dates become words of the language. */
type Value = string | number | Date | Markup;
type Values<English extends Texts, K extends keyof English> = Readonly<Record<Placeholder<English[K]>, Value>>;
type Texts = Readonly<Record<string, string>>;

/** Messages that name nothing. */
export type PlainKeyOf<English extends Texts> = {
  [K in keyof English]: [Placeholder<English[K]>] extends [never] ? K : never;
}[keyof English];

/** Texts in one language, of which the English ones say what each of them names. */
export type TranslatorOf<English extends Texts, Language extends string> = {
  readonly language: Language;
  readonly t: (key: PlainKeyOf<English>) => string;
  readonly tMarkup: <K extends keyof English>(key: K, values: Values<English, K>) => Markup;
};

/** As `npm run texts` compiles them. */
export type Messages<English extends Texts, Language extends string> = Readonly<
  Record<Language, Readonly<Record<keyof English, (values: Readonly<Record<string, unknown>>) => string>>>
>;

/** A private-use character (Unicode §23.5): none of our texts holds it, and no value passes through a message. */
const MARKER = '\uE000';

export function openTranslators<English extends Texts, Language extends string>(
  compiled: Messages<English, Language>,
): (language: Language) => TranslatorOf<English, Language> {
  return (language) => {
    const messages = compiled[language];
    return {
      language,
      t: (key) => messages[key]({}),
      tMarkup: (key, values) => {
        const shown: (string | Markup)[] = [];
        const marked = Object.entries<Value>(values).map(([name, value]) => {
          if (typeof value === 'number' || value instanceof Date) return [name, value];
          return [name, `${MARKER}${shown.push(value) - 1}${MARKER}`];
        });
        const parts = messages[key](Object.fromEntries(marked)).split(MARKER);
        return html`${parts.map((part, index) => (index % 2 === 0 ? part : shown[Number(part)]))}`;
      },
    };
  };
}
