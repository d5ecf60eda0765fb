/** What the hook `afterLink` finds in a wiki. */
import { diagnosticAt } from '../../wiki/diagnostics.ts';
import type { Wiki } from '../../wiki/link-wiki.ts';
import type { Diagnostic } from '../../wiki/model.ts';
import type { OwnFinding } from './config.ts';
import { OwnCodeError } from './error.ts';
import { type OwnCode, problemOfHook } from './load.ts';

/** @throws OwnCodeError if the hook fails, or reports an article that does not exist */
export async function foundByHook({ file, hooks: { afterLink } }: OwnCode, wiki: Wiki): Promise<Diagnostic[]> {
  const found: OwnFinding[] = [];
  try {
    await afterLink?.(wiki, (finding) => found.push(finding));
  } catch (error) {
    throw new OwnCodeError(file, problemOfHook('afterLink', error));
  }
  return found.map(({ article, message, hint, severity, line = 1, column = 1 }) => {
    const path = wiki.byId.get(article)?.parsed.path;
    if (path === undefined)
      throw new OwnCodeError(file, `\`hooks.afterLink\` reports the article \`${String(article)}\`, which does not exist.`);
    const diagnostic = diagnosticAt('plugin-message', path, { line, column }, String(message), hint);
    return severity === undefined ? diagnostic : { ...diagnostic, severity };
  });
}
