/** Without case and accents. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return /[^ -~\s]/.test(lower) ? lower.normalize('NFD').replace(/\p{M}/gu, '') : lower;
}
