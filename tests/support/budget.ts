/** How long property tests run: `SOURCEBOOK_NIGHTLY=1` gives them more cases and more time. */
const factor = process.env['SOURCEBOOK_NIGHTLY'] === '1' ? 20 : 1;

/** Number of generated cases. */
export const cases = (count: number): number => count * factor;

/** Timeout of a property test, in milliseconds. A busy machine takes a few times as long as a quiet one. */
export const timeout = 150_000 * factor;
