import type { Words } from '../json-schema.ts';
import { PRODUCT, TIME } from './shared.ts';

/** What answers say of the deployment as a whole. */
export const OPERATION = {
  DeployedProduct: {
    '': 'A product, and what merchants enter in Magento for it.',
    id: PRODUCT,
    name: 'As merchants read it. Absent where the product was made at run time: GraphQL has its name.',
    source: '`settings`, or `runtime` where it was made by GraphQL.',
    callbackUrl: "The integration's *Callback URL* in Magento.",
    loginUrl: "The integration's *Identity link URL* in Magento.",
  },
  Deployment: {
    '': 'How Handfast is deployed.',
    version: 'Of Handfast.',
    time: `The clock of the function that answers. ${TIME}`,
    publicUrl: 'Where Magento and merchants reach it.',
    apiUrl: 'Base URL of the API, with `/v1`.',
    signIn: 'Where merchants sign in, unless their product has a provider of its own.',
    'signIn.issuer': 'Issuer URL of the OpenID provider.',
    'signIn.redirectUri': 'What must be registered there as redirect URI.',
    products: 'Those that the client sees, 100 at most.',
    moreProducts: 'Whether there are more.',
    settings: 'Settings that are no secret.',
    'settings.apiAuth':
      'Who may use the API: `own` clients, those of the Cognito `pool` or of the `issuer` besides, or whoever signs with AWS credentials (`iam`).',
    'settings.integrations': 'Whether there is GraphQL, and events are sent to URLs.',
    'settings.sync': 'Whether stores are read by channels.',
    'settings.recordsDays': 'How many days records are kept.',
    'settings.connectionsPerAccount': 'How many stores of a product an account may connect.',
    'settings.storePorts': 'Ports besides 443 that stores may be called at.',
    'settings.allowLoopbackStores': 'Whether stores may be on loopback addresses and plain http: for trials only.',
    'settings.domain': "The operator's own domain. Absent: API Gateway's address, or CloudFront's.",
    'settings.firewall': 'Whether CloudFront and AWS WAF stand before the API.',
    'settings.requestsPerSecond': 'How many requests a route lets through.',
    'settings.logRetentionDays': 'How many days logs are kept.',
    'settings.removalPolicy': 'What happens to the data when the stack is deleted.',
  },
} satisfies Words;
