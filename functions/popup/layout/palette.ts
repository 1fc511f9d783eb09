/** What text stands on, lightest and darkest: accent colours are fitted to these. */
export const PALETTE = {
  light: { paper: '#ffffff', ground: '#f3f4f8' },
  dark: { paper: '#1c212b', ground: '#12151c' },
} as const;
