import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { oneLine } from '../user-error.ts';

/** An error as AWS answers it; `status` is the HTTP status AWS sends with it. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function toFault(error: unknown): AwsFault {
  if (error instanceof AwsFault) return error;
  if (error instanceof z.ZodError) return new AwsFault('ValidationException', z.prettifyError(error));
  return new AwsFault('InternalFailure', oneLine(error), 500);
}

/** Answers with an error as AWS's JSON protocols do. */
export function sendFault(response: ServerResponse, error: unknown): void {
  const { status, code, message } = toFault(error);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': code,
  });
  response.end(JSON.stringify({ __type: code, message }));
}
