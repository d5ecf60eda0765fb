/** The package as users install it: packed, put into an empty folder by npm, and run. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'sourcebook-package-'));
const app = join(place, 'app');
const installed = join(app, 'node_modules/sourcebook');
const run = promisify(execFile);
/** The files that `npm pack` makes. */
const archives = { sourcebook: '', create: '' };

/** An environment of somebody who has never used it. */
const env: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|XDG_|VITEST|NODE_(?:OPTIONS|ENV|COMPILE))/i.test(name)),
  ),
  HOME: join(place, 'home'),
  npm_config_registry: execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim(),
  NO_COLOR: '1',
};

beforeAll(async () => {
  for (const folder of [app, join(place, 'home'), join(place, 'project')]) mkdirSync(folder, { recursive: true });
  const own = execFileSync('git', ['ls-files'], { cwd: project, encoding: 'utf8' }).trim().split('\n');
  for (const path of own.filter((each) => !/^(?:tests|\.github)\//.test(each)))
    cpSync(join(project, path), join(place, 'project', path));
  symlinkSync(join(project, 'node_modules'), join(place, 'project/node_modules'));
  archives.sourcebook = await pack(join(place, 'project'));
  archives.create = await pack(join(place, 'project/packages/create-sourcebook'));
  await run('npm', ['install', archives.sourcebook], { cwd: app, env, timeout: 120_000 });
  mkdirSync(join(app, 'content'));
  writeFileSync(
    join(app, 'content/Mars.md'),
    '# Mars\n\nRed, unlike [[Venus]]. $E = mc^2$\n\n```mermaid\nflowchart LR\n  a --> b\n```\n',
  );
  writeFileSync(join(app, 'content/Venus.md'), '# Venus\n\nBright.\n\n```mermaid\npie\n  "a" : 1\n```\n\n![Map](map.png)\n');
  cpSync(join(project, 'tests/browser/pictures/code-phone-light.webp'), join(app, 'content/map.png'));
}, 300_000);

async function pack(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--pack-destination', place], { cwd: folder, env, timeout: 120_000 });
  return join(place, stdout.trim().split('\n').at(-1) ?? '');
}

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Versions of Node to try: that of the tests, and the one of this machine, if it is another. */
const nodes = [...new Set([process.execPath, ...systemNode()])];

function systemNode(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== dirname(process.execPath));
  const found = folders.map((folder) => join(folder, 'node')).find((path) => statSync(path, { throwIfNoEntry: false }));
  return found === undefined ? [] : [found];
}

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

describe.each(nodes.map((node) => [versionOf(node), node]))('with Node %s', (_version, node) => {
  const command = join(installed, 'scripts/sourcebook.mjs');

  test('builds a site below a path, which holds what a clone builds', async () => {
    const { stdout } = await run(node, [command, 'build', '--base', '/deep/sky/'], { cwd: app, env });
    expect(stdout).toContain('Built 2 articles into dist');
    const page = readFileSync(join(app, 'dist/mars/index.html'), 'utf8');
    expect(page).toContain('href="/deep/sky/venus/"');
    expect(page).toContain('<math');
    expect(page).toContain('<svg role="img"');
    const clone = join(place, 'of-clone');
    await run(process.execPath, [join(project, 'scripts/sourcebook.mjs'), 'build', '--base', '/deep/sky/', '--out', clone], {
      cwd: app,
      env,
    });
    expect(page.replace(/_assets\/[^"]+/g, '')).toBe(
      readFileSync(join(clone, 'mars/index.html'), 'utf8').replace(/_assets\/[^"]+/g, ''),
    );
    expect(readdirSync(join(app, 'dist')).sort()).toEqual(readdirSync(clone).sort());
  });

  test('checks', async () => {
    const { stderr } = await run(node, [command, 'check'], { cwd: app, env });
    expect(stderr).toContain('2 articles: 0 errors');
  });

  test('runs the code of a wiki, or says what it needs for that', async () => {
    writeFileSync(
      join(app, 'own.mjs'),
      `export default { remark: [() => (tree) => { tree.children.push({ type: 'thematicBreak' }); }] };`,
    );
    await run(node, [command, 'build', '--config', 'own.mjs', '--out', 'with-own'], { cwd: app, env });
    expect(readFileSync(join(app, 'with-own/mars/index.html'), 'utf8')).toContain('<hr>');
    const config = `import { defineConfig } from 'sourcebook/config';\nconst config: object = defineConfig({ components: { SiteFooter: './Footer.astro' } });\nexport default config;\n`;
    writeFileSync(join(app, 'own.ts'), config);
    // Another one for each Node: a theme that was compiled needs no Astro.
    const footer = `<footer>My own of ${node}</footer>`;
    writeFileSync(join(app, 'Footer.astro'), footer);
    const build = (...args: string[]) =>
      run(node, [command, 'build', '--config', 'own.ts', '--out', 'with-own', ...args], { cwd: app, env }).then(
        () => readFileSync(join(app, 'with-own/mars/index.html'), 'utf8'),
        ({ stderr }: { stderr: string }) => stderr,
      );
    if (Number(versionOf(node).slice(1, 3)) < 22) {
      expect(await build()).toMatch(/^own\.ts: Node v20\S* does not run TypeScript; write it as sourcebook\.config\.mjs/);
      return;
    }
    expect(await build()).toMatch(
      /Components of a wiki are compiled by Astro, which is not installed: run `npm install --save-dev astro@\S+`\.$/m,
    );
    const astro = join(app, 'node_modules/astro');
    symlinkSync(join(project, 'node_modules/astro'), astro);
    onTestFinished(() => rmSync(astro));
    expect(await build()).toContain(footer);
  });

  test.each(['preview', 'dev'])('serves with %s', async (name) => {
    await run(node, [command, 'build'], { cwd: app, env });
    const server = spawn(node, [command, name, '--port', '0'], { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      server.kill();
    });
    const url = await new Promise<string>((resolve) => {
      server.stdout.on('data', (text) => {
        const found = /http:\/\/\S+/.exec(String(text));
        if (found) resolve(found[0]);
      });
    });
    expect(await (await fetch(new URL('venus/', url))).text()).toContain('Bright.');
  });
});

describe('create-sourcebook', () => {
  test('starts a wiki whose scripts build it', async () => {
    const packages = [archives.create, archives.sourcebook].map((archive) => `--package=${archive}`);
    const command = ['create-sourcebook', 'sky', '--title', 'The sky'];
    const { stdout } = await run('npm', ['exec', '--yes', ...packages, '--', ...command], { cwd: place, env, timeout: 120_000 });
    expect(stdout).toContain('Started the wiki “The sky” in sky:');
    const wiki = join(place, 'sky');
    await run('npm', ['install', '--save-dev', archives.sourcebook], { cwd: wiki, env, timeout: 120_000 });
    const [schemaLine = ''] = readFileSync(join(wiki, 'content/sourcebook.yaml'), 'utf8').split('\n');
    const schema = join(wiki, 'content', schemaLine.replace('# yaml-language-server: $schema=', ''));
    expect(JSON.parse(readFileSync(schema, 'utf8')).properties).toHaveProperty('title');
    expect((await run('npm', ['run', 'build'], { cwd: wiki, env })).stdout).toContain('Built 3 articles into dist');
    expect(readFileSync(join(wiki, 'dist/index.html'), 'utf8')).toContain('<title>The sky');
  }, 240_000);

  test('has the version of the package, and asks for it', () => {
    const own = JSON.parse(readFileSync(join(project, 'packages/create-sourcebook/package.json'), 'utf8'));
    const { version, engines } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(own).toMatchObject({ version, engines, dependencies: { sourcebook: version } });
  });
});

test.each(nodes)('%s can require the library', async (node) => {
  const program = "require('sourcebook').check({ content: 'content' }).then(({ articles }) => console.log(articles))";
  const { stdout, stderr } = await run(node, ['--eval', program], { cwd: app, env });
  expect([stdout, stderr]).toEqual(['2\n', '']);
});

describe('the package', () => {
  test('holds compiled code, and no sources, tests or tools', () => {
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD-PARTY.md',
      'docs',
      'lib',
      'package.json',
      'scripts',
    ]);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((path) => /(?<!\.d)\.(?:ts|astro)$/.test(path));
    // Those of the theme are for wikis that have components of their own.
    expect(sources.filter((path) => !path.replaceAll('\\', '/').startsWith('lib/theme-sources/'))).toEqual([]);
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('optionalDependencies');
  });

  test('is at most 250 MB in 250 packages with all that it needs', () => {
    const files = readdirSync(join(app, 'node_modules'), { recursive: true, withFileTypes: true });
    const sizes = files.filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000_000);
    const lock = readFileSync(join(app, 'node_modules/.package-lock.json'), 'utf8');
    expect(Object.keys(JSON.parse(lock).packages).length).toBeLessThan(250);
  });

  test('names the work of others in it', () => {
    const text = readFileSync(join(installed, 'THIRD-PARTY.md'), 'utf8');
    for (const name of ['## astro ', '## mermaid ', '## dompurify ', '## Fonts']) expect(text).toContain(name);
  });

  test('is a typed library', async () => {
    writeFileSync(
      join(app, 'use.mts'),
      `import { build, check, openWiki, type Wiki } from 'sourcebook';
import { defineConfig } from 'sourcebook/config';
import { builtInArticleTypes, properties } from 'sourcebook/schema';
defineConfig({ hooks: { afterParse: ({ path }) => ({ title: path }), afterLink(wiki, report) { report({ article: wiki.articles[0]!.id, message: 'x' }); } } });
const wiki: Wiki = await openWiki({ content: 'content' });
const { articles, diagnostics } = await check({ content: 'content' });
const report = await build({ content: 'content', out: 'from-api' });
const title: string | undefined = wiki.articles[0]?.parsed.title;
console.log(JSON.stringify([title, articles, diagnostics.length > 0, report.pages > 5, 'title' in properties, builtInArticleTypes.length >= 3]));
`,
    );
    const tsc = join(project, 'node_modules/typescript/bin/tsc');
    // Without the types of Node, which the library does without.
    const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', types: [] };
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.mts'] }));
    await run(process.execPath, [tsc, '-p', '.'], { cwd: app, env });
    const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: app, env });
    expect(JSON.parse(stdout)).toEqual(['Mars', 2, true, true, true, true]);
  });
});
