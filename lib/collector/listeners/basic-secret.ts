import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an `Authorization` header is `Basic base64(secret + ":")`; always when no secret is asked for. The digests are
 * compared, which have one length whatever was given, so that the time taken tells nothing.
 */
export function isAuthorized(header: string | undefined, secret: string | undefined): boolean {
  const expected = `Basic ${Buffer.from(`${secret ?? ''}:`).toString('base64')}`;
  return secret === undefined || timingSafeEqual(digest(header ?? ''), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
