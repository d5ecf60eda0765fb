/**
 * node scripts/run.mjs scripts/survey.ts DIR …: reads vaults and prints a table with a row for each: articles, links by where they
 * lead, repaired and invalid frontmatter. A folder of vaults counts as those vaults.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Crew } from '../src/publish/crew.ts';
import { openLibrary, readVaultConfig } from '../src/publish/library.ts';

const folders = process.argv.slice(2);
if (folders.length === 0 || folders.some((folder) => !existsSync(folder))) {
  const missing = folders.find((folder) => !existsSync(folder));
  console.error(missing === undefined ? 'Give the folders of the vaults to read.' : `There is no folder ${missing}.`);
  process.exit(2);
}

const head = [
  'vault',
  'files',
  'articles',
  'wikilinks of bodies',
  'resolved',
  'ambiguous',
  'missing',
  'all links',
  'resolved',
  'ambiguous',
  'missing',
  'repaired',
  'invalid',
  'errors',
  's',
];
const rows: (string | number)[][] = [];
for (const content of folders.flatMap(vaultsIn)) {
  const started = performance.now();
  const crew = new Crew();
  const library = await openLibrary(
    { content, includeDrafts: false, force: true, withPages: false, now: new Date() },
    readVaultConfig(content),
    crew,
  ).finally(() => crew.dismiss());
  const { wiki, diagnostics, listing } = library;
  const body = { resolved: 0, ambiguous: 0, missing: 0 };
  const all = { resolved: 0, ambiguous: 0, missing: 0 };
  for (const { id, parsed } of [...wiki.articles, ...wiki.pages]) {
    const targets = wiki.resolutions.get(id) ?? [];
    for (const [index, { syntax, span, isOptional }] of parsed.links.entries()) {
      const state = targets[index]?.state;
      const count = state === 'article' || state === 'attachment' ? 'resolved' : state === 'ambiguous' ? 'ambiguous' : 'missing';
      if (count === 'missing' && isOptional) continue;
      all[count]++;
      if (syntax === 'wikilink' && span.start >= parsed.bodyStart) body[count]++;
    }
  }
  const files = (code: string): number => new Set(diagnostics.filter((each) => each.code === code).map(({ path }) => path)).size;
  const percent = (count: number, of: typeof body): string =>
    `${count} (${((100 * count) / Math.max(1, of.resolved + of.ambiguous + of.missing)).toFixed(1)} %)`;
  rows.push([
    basename(content),
    listing.markdown.length,
    wiki.articles.length,
    body.resolved + body.ambiguous + body.missing,
    percent(body.resolved, body),
    body.ambiguous,
    body.missing,
    all.resolved + all.ambiguous + all.missing,
    percent(all.resolved, all),
    all.ambiguous,
    all.missing,
    files('frontmatter-repaired'),
    files('frontmatter-invalid'),
    diagnostics.filter(({ severity }) => severity === 'error').length,
    ((performance.now() - started) / 1000).toFixed(1),
  ]);
}
console.log([head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'));

/** The folder itself, or its subfolders if it contains no markdown. */
function vaultsIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some((entry) => /\.md$/i.test(entry.name) && !/^readme\.md$/i.test(entry.name))) return [folder];
  const inside = entries.filter(
    (entry) =>
      entry.isDirectory() &&
      readdirSync(join(folder, entry.name), { recursive: true, encoding: 'utf8' }).some((path) => /\.md$/i.test(path)),
  );
  return inside.length > 0 ? inside.map((entry) => join(folder, entry.name)) : [folder];
}
