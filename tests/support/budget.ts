/** How long property tests run: `SOURCEBOOK_NIGHTLY=1` gives them more cases and more time. */
const factor = process.env['SOURCEBOOK_NIGHTLY'] === '1' ? 20 : 1;

/** Number of generated cases. */
export const cases = (count: number): number => count * factor;

/** Timeout of a property test, in milliseconds. */
export const timeout = 60_000 * factor;
