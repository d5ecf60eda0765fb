/**
 * node scripts/run.mjs scripts/fuzz.ts DIR [ROUNDS] [SEED]: parses and renders mutated pages of a vault, ROUNDS of each page, and
 * lists those that throw, take longer than a second, or are reported at a place outside their file.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderBody } from '../src/render/body/article-html.ts';
import { randomFrom } from '../src/wiki/graph/random.ts';
import type { Diagnostic } from '../src/wiki/model.ts';
import { parseArticle, parseAsText } from '../src/wiki/parse/parse-article.ts';
import { mutate } from './mutate.ts';

const [root, rounds = '5', seed = '1'] = process.argv.slice(2);
if (root === undefined || !existsSync(root)) {
  console.error(root === undefined ? 'Give the folder of the pages to mutate.' : `There is no folder ${root}.`);
  process.exit(2);
}
const maxMilliseconds = 1000;
const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) =>
    readFileSync(join(root, path), 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n'),
  );
const random = randomFrom(Number(seed));
let count = 0;
let failures = 0;
for (const page of pages) {
  for (let round = 0; round < Number(rounds); round++) {
    const text = mutate(page, pages[Math.floor(random() * pages.length)] ?? '', random);
    const started = performance.now();
    const wrong = faultOf(text);
    const milliseconds = performance.now() - started;
    count++;
    if (wrong === undefined && milliseconds < maxMilliseconds) continue;
    failures++;
    const file = join(tmpdir(), `sourcebook-fuzz-${failures}.md`);
    writeFileSync(file, text);
    console.error(`${file}: ${wrong ?? `${Math.round(milliseconds)} ms`}`);
  }
}
console.log(`${count} mutated pages, ${failures} at fault`);
process.exitCode = failures > 0 ? 1 : 0;

function faultOf(text: string): string | undefined {
  try {
    const file = { path: 'concepts/page.md', text, digest: '' };
    const { article, tree } = parseArticle(file);
    try {
      renderBody(tree);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      renderBody(parseAsText(file, '').tree);
    }
    const lines = text.split('\n');
    const outside = article.diagnostics.find((each) => !isInside(each, lines));
    return outside && `${outside.code} at ${outside.line}:${outside.column} of ${lines.length} lines`;
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  }
}

function isInside({ line, column, endLine = line, endColumn = column }: Diagnostic, lines: readonly string[]): boolean {
  const width = (number: number): number => (lines[number - 1]?.length ?? -1) + 1;
  return (
    line >= 1 && column >= 1 && column <= width(line) && endColumn <= width(endLine) && (endLine > line || endColumn >= column)
  );
}
