import { runInNewContext } from 'node:vm';

/** The pattern comes from the vendor, and may take for ever to match. */
const TIMEOUT_MILLISECONDS = 100;

/**
 * Whether a text has the form of a pattern, as HTML's `pattern` attribute says: the whole of it, and a pattern that is
 * none counts for nothing. One that takes too long is not fulfilled.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  try {
    return (
      runInNewContext(
        'new RegExp("^(?:" + pattern + ")$", "v").test(text)',
        { pattern, text },
        { timeout: TIMEOUT_MILLISECONDS },
      ) === true
    );
  } catch (error) {
    // By its name, since it comes from the other context, whose errors are none of ours.
    return Object(error).name === 'SyntaxError';
  }
}
