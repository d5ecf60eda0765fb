/** What the hook `afterLink` finds in a wiki. */
import { diagnosticAt } from '../../wiki/diagnostics.ts';
import type { Wiki } from '../../wiki/link-wiki.ts';
import type { Diagnostic } from '../../wiki/model.ts';
import type { OwnFinding } from './config.ts';
import { OwnCodeError } from './error.ts';
import { type OwnCode, problemOfHook } from './load.ts';

const severities: readonly unknown[] = ['error', 'warning', 'info'];

/** @throws OwnCodeError if the hook fails, never ends, or reports what is no finding of an article */
export async function foundByHook({ file, hooks: { afterLink } }: OwnCode, wiki: Wiki): Promise<Diagnostic[]> {
  if (!afterLink) return [];
  const found: OwnFinding[] = [];
  try {
    await untilIdle(afterLink(wiki, (finding) => found.push(finding)));
  } catch (error) {
    throw new OwnCodeError(file, problemOfHook('afterLink', error));
  }
  return found.map((finding) => {
    const { article, message, hint, severity, line, column } = finding ?? {};
    const path = wiki.byId.get(article)?.parsed.path;
    if (path === undefined)
      throw new OwnCodeError(file, `\`hooks.afterLink\` reports the article \`${String(article)}\`, which does not exist.`);
    if (typeof message !== 'string' || message.trim() === '')
      throw new OwnCodeError(file, `\`hooks.afterLink\` reports nothing as the \`message\` on \`${article}\`.`);
    if (severity !== undefined && !severities.includes(severity))
      throw new OwnCodeError(
        file,
        `\`hooks.afterLink\` reports the severity \`${String(severity)}\`; there are error, warning and info.`,
      );
    const place = { line: numberFrom1(line), column: numberFrom1(column) };
    const diagnostic = diagnosticAt('plugin-message', path, place, message, typeof hint === 'string' ? hint : undefined);
    return severity === undefined ? diagnostic : { ...diagnostic, severity };
  });
}

function numberFrom1(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 1 ? Number(value) : 1;
}

/** What a promise comes to. Node ends without a word where nothing is left to do but to wait for it. */
async function untilIdle(work: unknown): Promise<unknown> {
  let giveUp = (): void => {};
  const idle = new Promise((_, reject) => {
    giveUp = () => reject(new Error('It waits for something that never comes'));
  });
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([work, idle]);
  } finally {
    process.off('beforeExit', giveUp);
  }
}
