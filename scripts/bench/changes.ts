/** What the benchmark changes in a generated wiki before it is built again. */
import { appendFileSync, copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Change {
  /** Name of the run after it. */
  readonly run: string;
  readonly apply: (content: string) => void;
  readonly options?: readonly string[];
}

const paragraph = '\nOne more paragraph, written for the benchmark.\n';

/** In order: each run follows those before it. */
export const changes: readonly Change[] = [
  { run: 'cold', apply: () => {}, options: ['--force'] },
  { run: 'unchanged', apply: () => {} },
  { run: 'all files touched', apply: touchAll },
  { run: 'one edit', apply: (content) => appendFileSync(nth(content, 0), paragraph) },
  { run: 'one new', apply: (content) => writeFileSync(join(content, 'concepts/a-new-one.md'), newArticle) },
  { run: 'one deleted', apply: (content) => rmSync(join(content, 'concepts/a-new-one.md')) },
  { run: 'one renamed', apply: (content) => renameSync(nth(content, 1), join(content, 'concepts/another-name.md')) },
  { run: 'a popular title', apply: retitleMostLinked },
];

const newArticle = `---\ntitle: A new one\ntype: concept\n---\n\nIt is about [[another one]].\n${paragraph}`;

function articlesOf(content: string): string[] {
  const folder = join(content, 'concepts');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

function nth(content: string, index: number): string {
  return articlesOf(content)[index] ?? '';
}

/** Gives every file another inode and another time, and leaves its bytes: what a fresh clone looks like. */
function touchAll(content: string): void {
  for (const entry of readdirSync(content, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    copyFileSync(file, `${file}.new`);
    renameSync(`${file}.new`, file);
  }
}

/** Changes the title of the article that most others link to by its file name. */
function retitleMostLinked(content: string): void {
  const counts = new Map<string, number>();
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths)
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/\[\[([a-z-]+)[\]|]/g))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  const [name] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const path = paths.find((each) => each.endsWith(`/${name}.md`));
  if (path === undefined) return;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^title: "(.*)"$/m, 'title: "$1 Anew"'));
}
