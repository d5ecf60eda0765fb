/** The directions of import: who may know whom. A violation is named with file and line. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = join(import.meta.dirname, '../src');

interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** Path below src, for a file of ours. */
  readonly target?: string;
  readonly isTypeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.(?:ts|astro)$/.test(path))
  .sort();
const imports = files.flatMap(importsOf);

/** Layers of src, each with the layers it may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  wiki: ['wiki', 'shared'],
  site: ['site', 'wiki', 'shared'],
  render: ['render', 'site', 'wiki', 'shared'],
  vault: ['vault', 'wiki', 'shared'],
  theme: ['theme', 'shared'],
  publish: ['publish', 'render', 'site', 'vault', 'wiki', 'shared'],
  api: ['api', 'publish', 'vault', 'wiki'],
  cli: ['cli', 'api', 'publish', 'render', 'site', 'vault', 'wiki', 'shared'],
};

/** Inside wiki and render, each step may import those before it. */
const steps: Readonly<Record<string, readonly string[]>> = {
  wiki: [
    'model.ts',
    'text',
    'diagnostics.ts',
    'did-you-mean.ts',
    'paths.ts',
    'file-names.ts',
    'article-id.ts',
    'schema',
    'syntax',
    'parse/frontmatter',
    'parse/readable',
    'parse/body',
    'parse/hidden',
    'parse',
    'resolve',
    'graph',
    'templates.ts',
    'readers.ts',
    'link-wiki.ts',
    'withhold.ts',
    'build-wiki.ts',
    'review',
  ],
  render: [
    'print',
    'body',
    'short-url.ts',
    'tags.ts',
    'neighbours.ts',
    'payloads.ts',
    'catalogue.ts',
    'nav.ts',
    'context.ts',
    'reads.ts',
    'fill',
    'panels',
    'files',
    'pages',
    'changes',
  ],
};

/** Packages that a layer may use; others are barred. Layers that are not named may use any. */
const packages: Readonly<Record<string, RegExp>> = {
  shared: /^(?!)/,
  wiki: /^(?:mdast|unified|satteri|gemoji|mdast-util-definition-list|micromark-extension-definition-list|graphology(?:-layout-forceatlas2|-communities-louvain)?|@orama\/stemmers\/\w+|remark-parse|remark-gfm|github-slugger|yaml|toml-eslint-parser|gray-matter|zod|fastest-levenshtein)$/,
  site: /^(?:yaml|zod|github-slugger)$/,
  render: /^(?:diff|hast|mdast|property-information|unified|rehype-raw|rehype-sanitize|remark-rehype|vfile|yaml)$/,
  vault: /^(?:node:|chokidar$)/,
  theme: /^(?:astro(?:\/|$)|minisearch$)/,
};

describe('imports', () => {
  test('go only to layers below', () => {
    const wrong = imports.filter(({ file, target }) => target !== undefined && !mayKnow(file, target));
    expect(wrong.map(shown)).toEqual([]);
  });

  test.each(Object.keys(steps))('inside %s go only to earlier steps', (layer) => {
    const inside = imports.filter(
      ({ file, target }) => layerOf(file) === layer && target !== undefined && layerOf(target) === layer,
    );
    const wrong = inside.filter(({ file, target = '' }) => stepOf(file) < stepOf(target));
    expect(wrong.map(shown)).toEqual([]);
  });

  test.each(Object.keys(steps))('each file of %s is a part of a step', (layer) => {
    expect(files.filter((file) => layerOf(file) === layer && stepOf(file) < 0)).toEqual([]);
  });

  test('of the theme are types of payloads, what browser and build share, and nothing else of ours', () => {
    const outside = imports.filter(
      ({ file, target }) => file.startsWith('theme/') && target !== undefined && !/^(?:theme|shared)\//.test(target),
    );
    const wrong = outside.filter(({ target, isTypeOnly }) => target !== 'render/payloads.ts' || !isTypeOnly);
    expect(wrong.map(shown)).toEqual([]);
  });

  test('use only the packages of their layer', () => {
    const wrong = imports.filter(({ file, target, specifier }) => {
      const allowed = packages[layerOf(file)];
      return target === undefined && allowed !== undefined && !allowed.test(specifier);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  test('never go round in a circle, types included', () => {
    expect(circles()).toEqual([]);
  });
});

/** The one file of the core that needs Node, for a native module. */
const loader = 'wiki/parse/body/native-parser.ts';

test('the core writes to no console and asks no clock or process', () => {
  const barred = /\b(?:console\.|process\.|Date\.now\(|new Date\(\))/;
  const pure = files.filter((file) => /^(?:shared|wiki|render|site)\//.test(file) && file !== loader);
  const wrong = pure.flatMap((file) =>
    linesOf(file).flatMap((text, index) =>
      barred.test(text) && !/^\s*(?:\*|\/\/|\/\*)/.test(text) ? [`src/${file}:${index + 1} ${text.trim()}`] : [],
    ),
  );
  expect(wrong).toEqual([]);
});

function linesOf(file: string): string[] {
  return readFileSync(join(source, file), 'utf8').split('\n');
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const statements = text.matchAll(
    /^\s*(?:import|export)\s(type\s)?(?:[^'"();]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\((?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]\)/gm,
  );
  return [...statements].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.')
      ? relative(source, join(source, dirname(file), specifier)).replaceAll('\\', '/')
      : undefined;
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    return {
      file,
      line,
      specifier,
      isTypeOnly: match[1] !== undefined || file.endsWith('.d.ts'),
      ...(target !== undefined && { target }),
    };
  });
}

function layerOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

function mayKnow(file: string, target: string): boolean {
  // The theme's one door: the objects it prints.
  if (layerOf(file) === 'theme' && target === 'render/payloads.ts') return true;
  return layers[layerOf(file)]?.includes(layerOf(target)) ?? false;
}

/** The step that a file belongs to: the longest that its path starts with; -1 for none. */
function stepOf(path: string): number {
  const layer = layerOf(path);
  const inside = path.slice(layer.length + 1);
  const own = (steps[layer] ?? []).filter((step) => inside === step || inside.startsWith(`${step}/`));
  const longest = own.reduce((found, step) => (step.length > found.length ? step : found), '');
  return (steps[layer] ?? []).indexOf(longest);
}

function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { file, target } of imports) if (target !== undefined) next.set(file, [...(next.get(file) ?? []), target]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

function shown({ file, line, specifier }: Import): string {
  return `src/${file}:${line} imports ${specifier}`;
}
