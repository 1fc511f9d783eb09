/** Backgrounds of text, lightest and darkest: accent colours are adjusted to these. */
export const PALETTE = {
  light: { paper: '#ffffff', ground: '#f3f4f8' },
  dark: { paper: '#1c212b', ground: '#12151c' },
} as const;
