import * as z from 'zod/mini';
import { deployedSettings } from '../../adapters/lambda/environment.ts';
import { isoTime } from './response-schemas.ts';

export const deployedProductView = z.strictObject({
  id: z.string(),
  name: z.optional(z.string()),
  source: z.enum(['settings', 'runtime']),
  callbackUrl: z.string(),
  loginUrl: z.string(),
});

/** A deployment, as whoever may read connections sees it. Nothing secret, and nobody's name. */
export const deploymentView = z.strictObject({
  version: z.string(),
  time: isoTime,
  publicUrl: z.string(),
  apiUrl: z.string(),
  signIn: z.strictObject({ issuer: z.string(), redirectUri: z.string() }),
  products: z.array(deployedProductView),
  /** Whether there are products that are not among them. */
  moreProducts: z.boolean(),
  settings: z.strictObject(deployedSettings.shape),
});
export type DeploymentView = z.output<typeof deploymentView>;
