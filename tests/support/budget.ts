/** Whether there is time for every case: with `SOURCEBOOK_NIGHTLY=1`, property tests have more cases and more time too. */
export const isNightly = process.env['SOURCEBOOK_NIGHTLY'] === '1';

const factor = isNightly ? 20 : 1;

/** Number of generated cases. */
export const cases = (count: number): number => count * factor;

/** Timeout of a property test, in milliseconds. A busy machine takes a few times as long as a quiet one. */
export const timeout = 150_000 * factor;
