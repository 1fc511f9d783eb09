import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../../../infra/local/aws/aws-json.ts';

/** An error as a service of AWS sends it: HTTP status, code and message. */
export type AwsError = readonly [status: number, code: string, message: string];

/** What the account holds. A service that is given an error answers it to everything. */
export type Account = {
  readonly cloudformation?: string | AwsError;
  /** Concurrent executions. */
  readonly lambda?: number | AwsError;
  /** Messages in each queue. */
  readonly sqs?: number | AwsError;
};

type Reply = { readonly status: number; readonly type: string; readonly error?: string; readonly body: string };

export const STACK = 'Handfast';
export const REGION = 'eu-central-1';
const CREDENTIAL = /Credential=[^/]+\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request/;
const XMLNS = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** CloudFormation, Lambda and SQS in their wire formats: Query with XML, REST with JSON, and JSON 1.0. */
export async function openAwsServer() {
  let account: Account = {};
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { status, type, error, body } = replyTo(request);
      response.writeHead(status, { 'content-type': type, ...(error && { 'x-amzn-errortype': error }) }).end(body);
    });
  });
  function replyTo({ headers }: IncomingMessage): Reply {
    const { region = '', service = '' } = CREDENTIAL.exec(headers.authorization ?? '')?.groups ?? {};
    asked.push(service);
    if (service === 'cloudformation') return stackReply(account.cloudformation ?? 'UPDATE_COMPLETE', region);
    if (service === 'lambda') return lambdaReply(account.lambda ?? 1_000);
    return queueReply(account.sqs ?? 0);
  }
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    /** Services that were asked since `holds`, each as often as it was. */
    asked,
    holds: (given: Account) => {
      account = given;
      asked.length = 0;
    },
    close: () => server.close(),
  };
}

function stackReply(state: string | AwsError, region: string): Reply {
  const missing: AwsError = [400, 'ValidationError', `Stack with id ${STACK} does not exist`];
  const found = region === REGION ? state : missing;
  if (typeof found === 'string') {
    const stack = `<member><StackName>${STACK}</StackName><CreationTime>2026-11-01T00:00:00.000Z</CreationTime><StackStatus>${found}</StackStatus></member>`;
    const result = `<DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult>`;
    return xml(200, `<DescribeStacksResponse xmlns="${XMLNS}">${result}</DescribeStacksResponse>`);
  }
  const [status, code, message] = found;
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return xml(status, `<ErrorResponse xmlns="${XMLNS}">${error}<RequestId>r-1</RequestId></ErrorResponse>`);
}

function xml(status: number, body: string): Reply {
  return { status, type: 'text/xml', body };
}

function lambdaReply(state: number | AwsError): Reply {
  const type = 'application/json';
  if (typeof state !== 'number') {
    const [status, code, message] = state;
    return { status, type, error: code, body: JSON.stringify({ Message: message }) };
  }
  const AccountLimit = { ConcurrentExecutions: state, UnreservedConcurrentExecutions: state, TotalCodeSize: 1 };
  return { status: 200, type, body: JSON.stringify({ AccountLimit, AccountUsage: { FunctionCount: 12 } }) };
}

function queueReply(state: number | AwsError): Reply {
  const type = 'application/x-amz-json-1.0';
  if (typeof state === 'number') {
    return { status: 200, type, body: JSON.stringify({ Attributes: { ApproximateNumberOfMessages: String(state) } }) };
  }
  const [status, code, message] = state;
  return { status, type, body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }) };
}
