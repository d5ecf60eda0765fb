/**
 * npm run bench:search -- [FOLDER] [--generated N] [--only NAME] [--misses] [--dir DIR]: whether search finds the intended article. Builds the
 * bundled wiki, each wiki of a folder of wikis, and a generated one of N articles. Runs queries with known answers
 * (search-queries.ts) on the search page of each, and on Pagefind with its defaults.
 *
 * success@k is the share of queries whose answer is among the first k; MRR is the mean of its reciprocal rank. Times are from the
 * key to the first result, with the page open. `cold` is the first query of a visit: the size of scripts, names, engine and index as
 * `preview` sends them, until the first result and until all are shown. `--misses` lists the queries whose answer is not among the
 * first five; `--dir` is the folder of wikis and sites.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { Crew } from '../../src/publish/crew.ts';
import { openLibrary, readVaultConfig } from '../../src/publish/library.ts';
import { urlsOf } from '../../src/site/urls.ts';
import { launchChromium } from '../../tests/browser/chromium.ts';
import { generateWiki } from './generate.ts';
import { type KnownItem, knownItems, queryKinds } from './search-queries.ts';
import {
  type Answer,
  askCold,
  byDefault,
  type ColdAnswer,
  type Contender,
  type CountingServer,
  countingServer,
  openPage,
  shipped,
} from './search-runs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { generated: { type: 'string' }, only: { type: 'string' }, dir: { type: 'string' }, misses: { type: 'boolean' } },
});
const contenders = [shipped, byDefault];
const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const folder = values.dir ?? mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sourcebook-search-'));
const wikis = wikisToAsk().filter(({ name }) => values.only === undefined || name === values.only);
const browser = await launchChromium();
const head = ['wiki', 'asked by', 'queries', ...contenders.flatMap(({ name }) => columnsOf(name))];
print([head, head.map(() => '---')]);
try {
  for (const { name, content } of wikis) print(await measureWiki(browser, name, content));
} finally {
  await browser.close();
  if (values.dir === undefined) rmSync(folder, { recursive: true, force: true });
}

function print(rows: readonly (readonly string[])[]): void {
  console.log(rows.map((row) => `| ${row.join(' | ')} |`).join('\n'));
}

function columnsOf(name: string): string[] {
  return [`${name}: success@1`, 'success@5', 'MRR', 'median ms', 'p95 ms'];
}

function wikisToAsk(): { name: string; content: string }[] {
  const found = [{ name: 'bundled', content: join(root, 'content') }];
  const [parent] = positionals;
  if (parent === undefined) console.error('No folder of wikis was given; only the bundled wiki is searched.');
  else if (!existsSync(parent)) {
    console.error(`There is no folder ${parent}.`);
    process.exit(2);
  } else
    for (const entry of readdirSync(parent, { withFileTypes: true })) {
      const content = join(parent, entry.name);
      if (entry.isDirectory() && readdirSync(content, { recursive: true, encoding: 'utf8' }).some((path) => path.endsWith('.md')))
        found.push({ name: entry.name, content });
    }
  if (values.generated !== undefined) {
    const size = Number(values.generated);
    if (!Number.isInteger(size) || size < 1) {
      console.error('Give the size of the generated wiki as a whole number of articles: --generated 10000');
      process.exit(2);
    }
    const content = join(folder, `generated-${size}`);
    if (!existsSync(content)) {
      mkdirSync(content, { recursive: true });
      generateWiki(size, content);
    }
    found.push({ name: `generated ${size}`, content });
  }
  return found;
}

async function measureWiki(browser: Browser, name: string, content: string): Promise<string[][]> {
  const out = join(folder, `${name}-site`);
  const plain = join(folder, `${name}-default`);
  console.error(`${name}: building …`);
  await run(process.execPath, [join(root, 'scripts/sourcebook.mjs'), 'build', '--content', content, '--out', out, '--base', '/']);
  const pagefind = fileURLToPath(new URL('runner/bin.cjs', import.meta.resolve('pagefind')));
  rmSync(plain, { recursive: true, force: true });
  await run(process.execPath, [pagefind, '--site', out, '--output-path', plain, '--quiet']);
  const items = await itemsOf(content);
  const server = await countingServer(out, plain);
  try {
    const results = new Map<Contender, Map<KnownItem, Answer>>();
    for (const contender of contenders) {
      console.error(`${name}: ${items.length} queries, ${contender.name} …`);
      results.set(contender, await askAll(browser, server, contender, items));
    }
    const answersOf = (contender: Contender, asked: readonly KnownItem[]): string[] => {
      const answers = results.get(contender);
      return figuresOf(asked.map((item) => ({ item, answer: answers?.get(item) ?? { paths: [] } })));
    };
    const byKind = queryKinds.flatMap((kind) => {
      const asked = items.filter((item) => item.kind === kind);
      if (asked.length === 0) return [];
      return [[name, kind, String(asked.length), ...contenders.flatMap((contender) => answersOf(contender, asked))]];
    });
    return [...byKind, await coldRow(browser, server, name, items)];
  } finally {
    server.close();
  }
}

async function itemsOf(content: string): Promise<KnownItem[]> {
  const crew = new Crew();
  const options = { content, includeDrafts: false, force: false, withPages: true, now: new Date() };
  const library = await openLibrary(options, readVaultConfig(content), crew).finally(() => crew.dismiss());
  return knownItems(library);
}

async function askAll(
  browser: Browser,
  server: CountingServer,
  contender: Contender,
  items: readonly KnownItem[],
): Promise<Map<KnownItem, Answer>> {
  const page = await openPage(browser, server, contender);
  const answers = new Map<KnownItem, Answer>();
  // Queries of each kind in turn, so that files loaded earlier help all kinds equally.
  const inTurn = items.map((item, index) => ({ item, turn: index - items.findIndex(({ kind }) => kind === item.kind) }));
  for (const { item } of inTurn.sort((a, b) => a.turn - b.turn)) answers.set(item, await contender.ask(page, item.query));
  await page.context().close();
  return answers;
}

interface Outcome {
  readonly item: KnownItem;
  readonly answer: Answer;
}

function rankOf({ item, answer }: Outcome): number {
  const wanted = new Set([...item.answers].map((id) => decodeURI(urlsOf('/').article(id))));
  return 1 + answer.paths.findIndex((path) => wanted.has(decodeURI(path)));
}

function figuresOf(outcomes: readonly Outcome[]): string[] {
  const ranks = outcomes.map(rankOf);
  const part = (deepest: number): string =>
    (ranks.filter((rank) => rank > 0 && rank <= deepest).length / ranks.length).toFixed(2);
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length;
  const times = outcomes.flatMap(({ answer: { milliseconds } }) => milliseconds ?? []).sort((a, b) => a - b);
  const at = (place: number): string => times[Math.min(times.length - 1, Math.floor(times.length * place))]?.toFixed(0) ?? '–';
  if (values.misses)
    for (const [index, outcome] of outcomes.entries())
      if ((ranks[index] ?? 0) < 1 || (ranks[index] ?? 0) > 5)
        console.error(
          `  ${outcome.item.kind}: “${outcome.item.query}” ${ranks[index]}; ${[...outcome.item.answers].slice(0, 2).join(', ')}; got ${outcome.answer.paths.slice(0, 2).join(' ')}`,
        );
  return [part(1), part(5), reciprocal.toFixed(2), at(0.5), at(0.95)];
}

/** The medians for the first queries of a few visits: time, requests and kilobytes. */
async function coldRow(browser: Browser, server: CountingServer, name: string, items: readonly KnownItem[]): Promise<string[]> {
  const visits = queryKinds.flatMap((kind) => items.find((item) => item.kind === kind) ?? []);
  const cells: string[] = [];
  for (const contender of contenders) {
    const answers: ColdAnswer[] = [];
    for (const { query } of visits) answers.push(await askCold(browser, server, contender, query));
    const middle = (value: (answer: ColdAnswer) => number): string => {
      const sorted = answers.map(value).sort((a, b) => a - b);
      return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0);
    };
    cells.push(
      '',
      `${middle(({ requests }) => requests)} requests`,
      `${middle(({ bytesAtFirst }) => bytesAtFirst / 1000)}, then ${middle(({ bytes }) => bytes / 1000)} kB`,
      middle(({ milliseconds = 0 }) => milliseconds),
      '',
    );
  }
  return [name, 'cold', String(visits.length), ...cells];
}
