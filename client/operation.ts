/*
 * The deployment as a whole; `docs/openapi.json` describes every member.
 */

/** What merchants enter in Magento for a product. */
export type DeployedProduct = {
  id: string;
  /** Absent where it was made at run time. */
  name?: string;
  source: 'settings' | 'runtime';
  callbackUrl: string;
  loginUrl: string;
};

/** How Handfast is deployed; nothing secret. */
export type Deployment = {
  version: string;
  /** The clock of the function that answers. */
  time: string;
  publicUrl: string;
  /** With `/v1`. */
  apiUrl: string;
  signIn: { issuer: string; redirectUri: string };
  products: DeployedProduct[];
  moreProducts: boolean;
  settings: {
    apiAuth: 'own' | 'pool' | 'issuer' | 'iam';
    integrations: boolean;
    sync: boolean;
    recordsDays: number;
    connectionsPerAccount: number;
    storePorts: number[];
    allowLoopbackStores: boolean;
    domain?: string;
    firewall: boolean;
    requestsPerSecond: number;
    logRetentionDays: number;
    removalPolicy: 'retain' | 'destroy';
  };
};
