import { relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import { Crew } from '../publish/crew.ts';
import { openLibrary, readVaultConfig } from '../publish/library.ts';
import { loadOwnCode } from '../publish/own-code/load.ts';
import { urlsOf } from '../site/urls.ts';
import { articleId } from '../wiki/article-id.ts';
import { didYouMean, suggester } from '../wiki/did-you-mean.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import { type Explanation, explainLink } from '../wiki/resolve/explain-link.ts';
import type { Named } from '../wiki/resolve/name-index.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { plural, progressLine, visible } from './report.ts';

/** Maximum number of candidates to name. */
const maxCandidates = 12;

export const explain: Command = {
  name: 'explain',
  summary: 'explains why a link goes where it goes',
  help: `Usage: sourcebook explain LINK --from ARTICLE [options]

  LINK            as an article writes it: "[[Name]]", "[[Name#Heading]]", "[text](path.md)", or the name alone
  --from ARTICLE  the article that holds the link: its path or id
  --content DIR   the folder of markdown                          (default: content)
${ownCodeHelp}

Example, for the link \`[[Moon]]\` in the article \`concepts/Tides.md\`:

  sourcebook explain "[[Moon]]" --from concepts/tides --content notes

Prints every rule in the order in which they are tried, with the candidates it found.

Exit: 0 explained, 2 could not run.`,
  async run(args) {
    const { values, positionals } = readArguments('explain', args, ['LINK'], {
      from: { type: 'string' },
      content: { type: 'string', default: 'content' },
      ...ownCodeOptions,
    });
    const [written = ''] = positionals;
    const { content, from } = values;
    if (from === undefined)
      throw new UsageError(
        '`explain` needs --from ARTICLE, such as --from concepts/tides: the same name may mean another article elsewhere.',
        'option-missing',
      );
    const ownCode = ownCodeFile(values);
    const config = readVaultConfig(content, await loadOwnCode(ownCode));
    const progress = progressLine();
    const crew = new Crew();
    const opening = openLibrary(
      { content, includeDrafts: false, audience: everyone, force: false, withPages: false, now: new Date() },
      config,
      crew,
      progress.show,
    );
    const { wiki } = await opening.finally(() => {
      progress.clear();
      return crew.dismiss();
    });
    const article = articleNamed(wiki, content, from);
    const explanation = explainLink(wiki, written, article);
    if (!explanation)
      throw new UsageError(
        `\`${written}\` is not one link into the wiki; write it as an article does, such as "[[Name]]" or "[text](path.md)".`,
        'link-invalid',
      );
    const { base, url } = config.config;
    console.log(printed(explanation, visible(written), article, (id) => urlsOf(base, url).article(id)));
    return 0;
  },
};

/**
 * Finds an article by id or by path, from the content folder or the current one.
 *
 * @throws UsageError when there is no such article
 */
function articleNamed({ articles, pages, byId, privateNames }: Wiki, content: string, name: string): Article {
  // Accepts a location as printed with findings: `a.md:3:1`.
  const typed = name.replaceAll('\\', '/').replace(/:\d+(?::\d+)?$/, '');
  const all = [...articles, ...pages];
  const fromHere = relative(resolve(content), resolve(typed)).replaceAll('\\', '/');
  const paths = [typed.replace(/^(?:\.?\/)+/, ''), fromHere].flatMap((path) => [path, `${path}.md`]);
  const found =
    all.find(({ parsed }) => paths.includes(parsed.path)) ?? byId.get(typed as ArticleId) ?? byId.get(articleId(typed));
  if (found) return found;
  if (privateNames.files.some(({ path }) => paths.includes(path)))
    throw new UsageError(`\`${name}\` is private; links are explained from articles that are published.`, 'article-private');
  const near = suggester(all.flatMap(({ id, parsed }) => [id, parsed.title])).near(typed);
  const meant = near.map((each) => all.find(({ parsed }) => parsed.title === each)?.id ?? each);
  throw new UsageError(
    [`There is no article \`${name}\` to look from.`, didYouMean([...new Set(meant)])].filter(Boolean).join(' '),
    'article-unknown',
  );
}

function printed(
  { name, rules, result, anchor }: Explanation,
  written: string,
  from: Article,
  hrefOf: (id: Article['id']) => string,
): string {
  const head = [`${bold(written)} in ${from.parsed.path}`, ''];
  if (name !== '' && name !== written) head.push(`Looked up: ${name}`, '');
  const tried = rules.flatMap((rule, index) => linesOfRule(rule, index + 1));
  if (rules.length > 0) tried.push('');
  return [...head, ...tried, ...linesOfResult(result, anchor, hrefOf)].join('\n');
}

/** A rule with its candidates. */
function linesOfRule({ rule, candidates }: Explanation['rules'][number], number: number): string[] {
  const head = `  ${number}. ${rule}`;
  if (!candidates) return [dim(`${head}: not tried`)];
  if (candidates.length === 0) return [dim(`${head}: nothing`)];
  const lines = candidates.slice(0, maxCandidates).map((file) => `       ${shown(file)}`);
  if (candidates.length > maxCandidates) lines.push(`       … and ${candidates.length - maxCandidates} more`);
  return [`${head}: ${plural(candidates.length, 'candidate')}`, ...lines];
}

/** The target of the link. */
function linesOfResult(
  result: Explanation['result'],
  anchor: Explanation['anchor'],
  hrefOf: (id: Article['id']) => string,
): string[] {
  switch (result.state) {
    case 'found': {
      const { file, choice } = result;
      const reason =
        choice === 'the only one' ? '' : ` (of several, ${choice === 'the shortest path' ? 'it has' : 'it is'} ${choice})`;
      const lines = [`→ ${bold(shown(file))}${reason}`];
      const fragment = anchor?.fragment;
      if (file.id !== undefined) lines.push(`  ${hrefOf(file.id)}${fragment ? `#${encodeURIComponent(fragment)}` : ''}`);
      if (anchor && fragment === undefined)
        lines.push(`  It has no heading or block \`${anchor.written}\`; the link leads to the top of the page.`);
      return lines;
    }
    case 'ambiguous': {
      const { candidates } = result;
      const count = `none of the ${candidates.length} is nearer than the others`;
      return [
        `→ ${bold('ambiguous')}: ${count}; the link leads to a page that lists them. Write more of its path, such as [[${pathOf(candidates[0])}]].`,
      ];
    }
    case 'unsafe':
      return [`→ ${bold('refused')}: the path leads out of the vault.`];
    case 'private':
      return [`→ ${bold('private')}: it means an article that is not published; readers see a missing link without its name.`];
    case 'unpublished':
      return [`→ ${bold('missing')}: ${result.reason}`];
    case 'missing':
      return [`→ ${bold('missing')}: nothing in the vault has this name.${result.hint === undefined ? '' : ` ${result.hint}`}`];
  }
}

function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

function shown({ path, id, names }: Named): string {
  if (id === undefined) return `${path} (attachment)`;
  const [title, ...aliases] = names;
  const known = aliases.length > 0 ? `, also ${aliases.join(', ')}` : '';
  return title === undefined ? path : `${path} “${title}”${known}`;
}

function pathOf(file: Named | undefined): string {
  return (file?.path ?? '').replace(/\.md$/i, '');
}
