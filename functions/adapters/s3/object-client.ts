import { retry } from '../retry/retry.ts';

const ATTEMPTS = 4;

/** An object may have megabytes, so a call may take longer than those to other services. In milliseconds. */
const TIME_LIMITS = { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The SDK repeats calls, not bodies that break off. */
const BODY_RETRIES = 2;
const BODY_PAUSE_MILLISECONDS = 100;
const BODY_MILLISECONDS = 20_000;

/** Names of the errors by which S3 says that there is no such object. */
const MISSING: readonly string[] = ['NoSuchKey', 'NotFound'];

export type ListedObject = { readonly key: string; readonly at: Date };

export type ObjectClient = Awaited<ReturnType<typeof open>>;

/** A client of one bucket that is loaded when it is first needed: it is most of what a function for the API loads. */
export function openObjectClient(bucket: string | undefined): () => Promise<ObjectClient> {
  let opened: Promise<ObjectClient> | undefined;
  return () => {
    opened ??= open(bucket);
    return opened;
  };
}

async function open(bucket: string | undefined) {
  if (bucket === undefined) throw new Error('This deployment has no bucket for records');
  const { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = await import(
    '@aws-sdk/client-s3'
  );
  const client = new S3Client({ maxAttempts: ATTEMPTS, requestHandler: TIME_LIMITS });

  return {
    async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
      const ContentType = { ContentType: contentType, ContentEncoding: 'gzip' };
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...ContentType }));
    },

    /** @returns undefined where there is no such object */
    async get(key: string): Promise<Uint8Array | undefined> {
      const read = async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body?.transformToByteArray();
      };
      try {
        return await retry(read, {
          retries: BODY_RETRIES,
          firstPauseMs: BODY_PAUSE_MILLISECONDS,
          deadlineMs: performance.now() + BODY_MILLISECONDS,
          // Errors of calls say how often the SDK has tried.
          shouldRetry: (error) => !('$metadata' in error),
        });
      } catch (error) {
        if (error instanceof Error && MISSING.includes(error.name)) return undefined;
        throw error;
      }
    },

    /** @param keys at most 1,000; those that are not there do no harm */
    async remove(keys: readonly string[]): Promise<void> {
      const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
      if (Errors.length > 0) throw new Error(`S3 did not delete ${Errors.length} objects: ${Errors[0]?.Code}`);
    },

    /** Up to 1,000 objects whose keys begin with `prefix`, sorted by them, from behind `after` on. */
    async list(prefix: string, after?: string): Promise<readonly ListedObject[]> {
      const asked = { Bucket: bucket, Prefix: prefix, StartAfter: after };
      const { Contents = [] } = await client.send(new ListObjectsV2Command(asked));
      return Contents.flatMap(({ Key, LastModified }) => (Key && LastModified ? { key: Key, at: LastModified } : []));
    },
  };
}
