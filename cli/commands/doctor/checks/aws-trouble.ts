import { oneLine } from '../../../output/cli-error.ts';
import { causeWords } from '../ask.ts';
import { type Check, notAsked, warning } from '../check.ts';

const LOG_IN = 'Log in ("aws sso login"), or name a profile: --profile or AWS_PROFILE.';

/** Errors that any request to AWS can end in: names of the AWS SDK, what they say, and what to do. */
const TROUBLES: readonly {
  readonly codes: RegExp;
  readonly said?: RegExp;
  readonly is: string;
  readonly next: string;
}[] = [
  {
    codes: /^(?:ExpiredToken(?:Exception)?|TokenRefreshRequired)$/,
    is: 'the AWS credentials have expired',
    next: LOG_IN,
  },
  {
    codes: /^(?:RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/,
    is: 'AWS finds the clock of this computer wrong',
    next: 'Set the clock (NTP), and check again.',
  },
  {
    codes: /^(?:InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/,
    said: /signature (?:expired|not yet current)/i,
    is: 'AWS finds the clock of this computer wrong',
    next: 'Set the clock (NTP), and check again.',
  },
  {
    codes:
      /^(?:UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/,
    is: 'AWS does not know these credentials, or not in this region',
    next: `Check the access key and its secret, and whether the account uses the region. ${LOG_IN}`,
  },
];

/** What ends every check of AWS alike. */
class AwsTrouble extends Error {
  override readonly name = 'AwsTrouble';
  readonly check: Check;

  constructor(check: Check, cause: unknown) {
    super(check.detail, { cause });
    this.check = check;
  }
}

/** Checks that ask AWS; the one line of what keeps all of them from it, in their place. */
export async function seenByAws(region: string, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await check();
  } catch (error) {
    const { code } = Object(error);
    if (error instanceof AwsTrouble) return [error.check];
    if (!isNetwork(code)) throw error;
    const { why } = causeWords(code);
    return [warning('AWS', `nothing answers in ${region}: ${why}`, 'Check --region, and the network.')];
  }
}

/**
 * A check of AWS, or that these credentials may not ask.
 *
 * @param action that they need
 * @throws AwsTrouble for what any other check would end in, too
 */
export async function orNotAllowed(name: string, action: string, check: () => Promise<Check>): Promise<Check> {
  try {
    return await check();
  } catch (error) {
    const { name: code, message } = Object(error);
    if (/AccessDenied|Unauthorized|NotAuthorized/.test(String(code))) {
      return notAsked(name, `these credentials lack ${action}`, `Have ${action} allowed for their user or role.`);
    }
    const trouble = TROUBLES.find(
      ({ codes, said }) => codes.test(String(code)) && (said?.test(String(message)) ?? true),
    );
    if (trouble !== undefined) throw new AwsTrouble(warning('AWS', trouble.is, trouble.next), error);
    if (isNetwork(Object(error).code)) throw error;
    return notAsked(name, `AWS answered ${code}: ${oneLine(error)}`);
  }
}

/** Whether it is the code of a connection that did not come about, as Node has them. */
function isNetwork(code: unknown): code is string {
  return typeof code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(code);
}
