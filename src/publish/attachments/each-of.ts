/** Does `work` for each of `items`, a limited number at once. The first failure is thrown when all that had begun are done. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const hands = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const item of waiting) await work(item);
  });
  const failed = (await Promise.allSettled(hands)).find((hand) => hand.status === 'rejected');
  if (failed) throw failed.reason;
}
