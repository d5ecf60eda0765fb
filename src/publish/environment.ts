/** Variables of the environment that change what a command does. */
import { type ErrorCode, PlainError } from '../shared/plain-error.ts';

/** A variable has a value that cannot be used, or the machine lacks what every command needs. The message is one sentence. */
export class EnvironmentError extends PlainError {
  constructor(message: string, code: ErrorCode = 'environment-unusable') {
    super(message, code);
  }
}

/**
 * The moment in `SOURCE_DATE_EPOCH`; undefined without one. https://reproducible-builds.org/specs/source-date-epoch/
 *
 * @param text seconds since 1970
 * @throws EnvironmentError
 */
export function sourceDate(text = process.env['SOURCE_DATE_EPOCH'] ?? ''): Date | undefined {
  if (text === '') return undefined;
  const moment = new Date(Number(text) * 1000);
  if (!/^\d+$/.test(text) || Number.isNaN(moment.getTime()))
    throw new EnvironmentError(
      `\`SOURCE_DATE_EPOCH\` takes a number of seconds since 1970, not \`${text}\`.`,
      'environment-invalid',
    );
  return moment;
}

/** No build took place before this day. */
const earliestBuild = Date.parse('2026-11-30');

/**
 * A moment that has certainly passed, whatever the clock says: pages mark as stale only what was stale by then, so that builds of
 * one commit on different days give the same bytes. What has become stale since is marked in the reader's browser.
 *
 * @param history when files were last committed, by path
 */
export function certainPast(history: ReadonlyMap<string, string>): Date {
  let latest = earliestBuild;
  for (const date of history.values()) latest = Math.max(latest, Date.parse(date) || 0);
  return new Date(latest);
}
