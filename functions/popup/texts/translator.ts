import { html } from 'hono/html';
import compiled from './compiled.ts';
import type { Language } from './languages.ts';
import type { en } from './pages/en.ts';

/** Text in which every value has been escaped. */
export type Markup = ReturnType<typeof html>;

type English = typeof en;
export type TextKey = keyof English;

type Argument<Part extends string> = Part extends `${infer Name},${string}`
  ? Name
  : Part extends `${string}{${infer Inner}`
    ? Argument<Inner>
    : Part extends `${string}#${string}`
      ? never
      : Part;
/** The names in an ICU message's braces. */
type Placeholder<Text extends string> = Text extends `${string}{${infer Part}}${infer Rest}`
  ? Argument<Part> | Placeholder<Rest>
  : never;

/** Text and markup are put in whole; numbers and dates become words of the language. */
type Value = string | number | Date | Markup;
type Values<K extends TextKey> = Readonly<Record<Placeholder<English[K]>, Value>>;
/** Messages that name nothing. */
export type PlainKey = { [K in TextKey]: [Placeholder<English[K]>] extends [never] ? K : never }[TextKey];

/** The texts of all pages but refusals, in one language. */
export type Translator = {
  readonly language: Language;
  readonly t: (key: PlainKey) => string;
  readonly tMarkup: <K extends TextKey>(key: K, values: Values<K>) => Markup;
};

type Messages = Readonly<Record<TextKey, (values: Readonly<Record<string, unknown>>) => string>>;
const MESSAGES: Readonly<Record<Language, Messages>> = compiled;

/** A private-use character (Unicode §23.5): none of our texts holds it, and no value passes through a message. */
const MARKER = '\uE000';

export function translatorFor(language: Language): Translator {
  const messages = MESSAGES[language];
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
}
