/** Variables of the environment that change what a command does. */

/** A variable has a value that cannot be used. The message is one sentence. */
export class EnvironmentError extends Error {}

/**
 * The moment that decides what is stale: now, or the one in `SOURCE_DATE_EPOCH`, so that a build on another day gives the same
 * bytes. https://reproducible-builds.org/specs/source-date-epoch/
 *
 * @param text seconds since 1970
 * @throws EnvironmentError
 */
export function buildMoment(text = process.env['SOURCE_DATE_EPOCH'] ?? ''): Date {
  if (text === '') return new Date();
  const moment = new Date(Number(text) * 1000);
  if (!/^\d+$/.test(text) || Number.isNaN(moment.getTime()))
    throw new EnvironmentError(`\`SOURCE_DATE_EPOCH\` takes a number of seconds since 1970, not \`${text}\`.`);
  return moment;
}
