import { createHash } from 'node:crypto';

/** A short digest of texts, for names and comparisons. */
export function digest(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url').slice(0, 22);
}
