import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { build, check, openWiki } from '../../src/api/index.ts';
import { launcher, sentenceIn, serve, sourcebook, textOf, vaultOf } from '../support/site.ts';

describe('doctor', () => {
  test('says what a vault holds, and what is not understood', async () => {
    const { content } = vaultOf({
      'concepts/Mars.md': '---\ntype: concept\n---\n\nRed, see [[Venus]]. <blink>Now</blink>\n',
      'de/Erde.md': '---\nlang: de\nprivate: true\n---\n\nBlau.\n',
      'plan.canvas': '{}',
      'sourcebook.yaml': 'titel: Sky\n',
    });
    const { code, stdout } = await sourcebook('doctor', '--content', content, '--out', `${content}/../site`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {4}Node {8}v\d+\.\d+\.\d+, /m);
    expect(stdout).toMatch(/^ok {4}vault {7}.*: 2 files of markdown, 1 other file$/m);
    expect(stdout).toMatch(/^note {2}settings {4}1 problem; /m);
    expect(stdout).toMatch(/^ok {4}articles {4}1: concept 1$/m);
    expect(stdout).toMatch(/^ok {4}private {5}1 file withheld from readers$/m);
    expect(stdout).toMatch(/^ok {4}links {7}1, 1 lead nowhere, 0 to several articles$/m);
    expect(stdout).toMatch(/^note {2}findings {4}html-removed 1; /m);
    expect(stdout).toMatch(/^note {2}not shown {3}canvases 1$/m);
  });

  test('names what stands in the way of a build', async () => {
    const { content, folder } = vaultOf({ 'a.md': 'A.' });
    const { code, stdout } = await sourcebook('doctor', '--content', `${folder}/none`, '--out', content);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fault vault {7}The content folder .* does not exist\.$/m);
    expect(stdout).toMatch(/^fault output {6}.* holds files that Sourcebook did not make/m);
  });
});

describe('config', () => {
  test('prints each setting and where it is from, as a file that can be read again', async () => {
    const { content } = vaultOf({
      'a.md': 'A.',
      'sourcebook.yaml': 'title: Sky\nfeatures: { graph: false }\n',
      '.obsidian/app.json': '{}',
    });
    const { code, stdout } = await sourcebook('config', '--content', content);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^title: Sky {3}# sourcebook\.yaml$/m);
    expect(stdout).toMatch(/^base: \/ {3}# default$/m);
    expect(stdout).toMatch(/^markdown: {3}# editor\n {2}breaks: true$/m);
    expect(stdout).toMatch(/^features: {3}# sourcebook\.yaml\n {2}graph: false$/m);
    expect(stdout).toMatch(/^# url: {3}# not set$/m);
    expect(parse(stdout)).toMatchObject({ title: 'Sky', lang: 'en', features: { graph: false, search: true } });
  });

  test('prints a schema for editors, which knows every key', async () => {
    const { stdout } = await sourcebook('config', '--schema');
    const { properties, additionalProperties } = JSON.parse(stdout);
    expect(additionalProperties).toBe(false);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['title', 'types', 'nav', 'trust', 'features']));
    expect(properties.theme.properties.accent).toEqual({ type: 'string' });
    expect(properties.base.description).toBe('Expected: a path such as `/docs/`.');
  });
});

/** npm runs the tests, and commands take paths from where npm was called. */
const outsideNpm = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_lifecycle_event|INIT_CWD)$/.test(name)),
);

const buildIn = (cwd: string, ...options: string[]) =>
  promisify(execFile)(process.execPath, [launcher, 'build', ...options], { cwd, env: outsideNpm }).catch((error) => error);

describe('without a content folder', () => {
  test.each(['a.md', 'sourcebook.yaml', '.obsidian/app.json'])('a folder with %s is taken for the vault', async (name) => {
    const { content } = vaultOf({ [name]: '{}' });
    const { stderr } = await buildIn(content);
    expect(stderr).toContain('The current folder holds markdown itself: name it with `--content .`');
  });

  test('another folder is told where notes go', async () => {
    const { content } = vaultOf({ 'README.md': 'A project.' });
    const { stderr } = await buildIn(content);
    expect(stderr).toContain('Put your notes into a folder of this name, or name their folder with `--content`');
  });
});

test('a build into the vault names a folder beside it', async () => {
  const { content, folder } = vaultOf({ 'a.md': 'A.' });
  const { stderr } = await buildIn(content, '--content', '.');
  expect(stderr).toContain('never written to; choose another with --out, such as `--out ../site`.');
  const doctor = await sourcebook('doctor', '--content', content, '--out', join(content, 'site'));
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toMatch(/^fault output {6}.* is inside the content folder/m);
  expect(readdirSync(folder)).toEqual(['content']);
});

test('the library refuses an address that is none', async () => {
  const { content, out } = vaultOf({ 'a.md': 'A.' });
  await expect(build({ content, out, base: 'no slash' })).rejects.toThrow('`base` takes a path such as /docs/, not `no slash`.');
  await expect(build({ content, out, site: 'wiki' })).rejects.toThrow('`site` takes an address such as https://wiki.example');
  await expect(build({ content, out: `${content}/site` })).rejects.toMatchObject({ name: 'OutputError' });
});

test('the library names a folder that is missing', async () => {
  const none = {} as { content: string; out: string };
  const sentence = { name: 'TypeError', message: '`content` is missing: name the folder of markdown.' };
  await expect(openWiki(none)).rejects.toMatchObject(sentence);
  await expect(check(none)).rejects.toMatchObject(sentence);
  await expect(build(none)).rejects.toMatchObject(sentence);
  await expect(build({ ...none, content: 'content' })).rejects.toThrow('`out` is missing: name the output folder.');
});

test('the library tells how far a build is, and never that more is done than there is', async () => {
  const { content, out } = vaultOf(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`star-${n}.md`, `---\ntags: [a${n}, b${n}, c${n}]\n---\n\nBright.\n`]),
    ),
  );
  const told: [phase: string, done: number, of: number][] = [];
  const { pages } = await build({ content, out, onProgress: (...each) => told.push(each) });
  expect(told.filter(([, done, of]) => done > of)).toEqual([]);
  // The theme is compiled if no build before did.
  const phases = [...new Set(told.map(([phase]) => phase))].filter((phase) => phase !== 'Compiling the theme');
  expect(phases).toEqual(['Reading', 'Linking', 'Publishing pages', 'Indexing for search']);
  const published = told.flatMap(([phase, done]) => (phase === 'Publishing pages' ? [done] : []));
  expect(published).toEqual(published.toSorted((a, b) => a - b));
  expect(published.at(-1)).toBe(pages);
});

test('a vault without articles is asked about', async () => {
  const vault = vaultOf({ 'data.json': '{}' });
  const question = 'There are no articles in this folder. Is it the right one?';
  const { code, stderr } = await vault.build();
  expect(code).toBe(0);
  expect(stderr).toContain(question);
  const doctor = await sourcebook('doctor', '--content', vault.content);
  expect(doctor.stdout).toContain(`note  articles    ${question}`);
});

test('the next command is named as npx runs it', async () => {
  const { content, out } = vaultOf({ 'a.md': 'A.' });
  const terminal = join(content, '../terminal.mjs');
  writeFileSync(terminal, "process.stdout.isTTY = true; process.env.npm_command = 'exec';\n");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', pathToFileURL(terminal).href, launcher, 'build', '--content', content, '--out', out],
    { cwd: content },
  );
  expect(stdout).toContain(`Look at it with \`npx sourcebook preview --out ${out}\`.`);
});

describe('the command line reports errors of use in one sentence with a code, and exits with 2', () => {
  test.each([
    [['build', '--frobnicate'], 'Unknown option `--frobnicate` of `build`'],
    [['build', 'folder'], '`build` takes no argument `folder`'],
    [
      ['publish'],
      'Unknown command `publish`, expected one of init, build, dev, preview, check, explain, diff, config, doctor, cache.',
    ],
    [['build', '--content', '/no/such/folder'], 'The content folder /no/such/folder does not exist.'],
    [['build', '--content', launcher], 'is not a folder.'],
    [['build', '--site', 'wiki'], '`--site` takes an address such as https://wiki.example, not `wiki`.'],
    [['build', '--base', 'https://wiki.example/kb/'], '`--base` takes a path such as /docs/'],
    [['check', '--format', 'xml'], '`--format` takes text, json, github, not `xml`.'],
    [['check', '--update-baseline'], '`--update-baseline` needs `--baseline FILE`'],
    [
      ['chek'],
      'Unknown command `chek`, expected one of init, build, dev, preview, check, explain, diff, config, doctor, cache. Did you mean `check`?',
    ],
    [['build', '--content', ''], '`--content` of `build` needs a value.'],
    [['check', '--okf', '--baseline', 'x.json'], '`--okf` takes no baseline'],
    [['check', '--baseline', 'package.json'], 'package.json is not a baseline that this version of Sourcebook can read'],
    [
      ['check', '--baseline', '/no/such/folder/x.json', '--update-baseline'],
      'The baseline /no/such/folder/x.json cannot be written',
    ],
    [['explain', '--from', 'a'], '`explain` needs LINK'],
    [['explain', '[[a]]'], '`explain` needs --from ARTICLE'],
    [['explain', '[[a]]', 'b', '--from', 'a'], '`explain` takes LINK, and no `b` behind it.'],
    [['preview', '--out', '/no/such/site'], 'There is no built site in /no/such/site'],
    [['cache', '--empty'], 'Unknown option `--empty` of `cache`, expected --path, --size, --clear.'],
    [['cache', '--size', '--clear'], '`cache` takes only one of --size, --clear.'],
    [['dev', '--port', 'many'], '`--port` takes a number from 0 to 65535, not `many`.'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await sourcebook(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(sentenceIn(stderr)).toContain(sentence);
  });

  test('a port that is taken', async () => {
    const vault = vaultOf({ 'a.md': 'Text.' });
    await vault.build();
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    for (const command of [
      ['preview', '--out', vault.out],
      ['dev', '--content', vault.content],
    ]) {
      const { code, stderr } = await sourcebook(...command, '--port', String(port));
      expect(code).toBe(2);
      expect(stderr).toContain(`Port ${port} is taken; choose another with --port.`);
    }
  });
});

describe('check', () => {
  const faulty = {
    'concepts/Moon.md': '---\ntype: concept\nupdated: soon\n---\n\nIt circles [[Erth]].\n',
    'sourcebook.yaml': 'severity: { field-invalid: error }\n',
  };

  test('prints findings with their place and exits with 1 when there is an error', async () => {
    const { code, stdout, stderr } = await vaultOf(faulty).check();
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => /^concepts\S+ {2}(?!info)/.test(line))).toEqual([
      expect.stringMatching(/^concepts\/Moon\.md:3:10 {2}error {2}.*date.* {2}field-invalid$/),
      expect.stringMatching(/^concepts\/Moon\.md:6:12 {2}warning {2}.*`Erth`.* {2}link-missing$/),
    ]);
    expect(stderr).toContain('1 article: 1 error, 1 warning, 2 notes.');
    expect(stderr).toMatch(/^ {2}field-invalid {2}1 {2}\S*docs\/reference\/codes\/field-invalid\.md$/m);
  });

  test('prints JSON of version 1', async () => {
    const { stdout } = await vaultOf(faulty).check('--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      articles: 1,
      counts: { error: 1, warning: 1, info: 2 },
      diagnostics: [
        { code: 'dead-end', severity: 'info', line: 1 },
        { code: 'orphan', severity: 'info', line: 1 },
        { code: 'field-invalid', severity: 'error', path: 'concepts/Moon.md', line: 3, column: 10 },
        { code: 'link-missing', line: 6, column: 12 },
      ],
    });
  });

  test('prints annotations for GitHub', async () => {
    const { stdout } = await vaultOf(faulty).check('--format', 'github');
    expect(stdout).toMatch(/^::error file=\S*concepts\/Moon\.md,line=3,col=10,endLine=3,endColumn=\d+,title=field-invalid::/m);
  });

  test('takes severities from sourcebook.yaml, and reports what is wrong there', async () => {
    const vault = vaultOf({
      ...faulty,
      'sourcebook.yaml':
        'severity:\n  field-invalid: warning\n  link-missing: "off"\n  orphan: "off"\n  dead-end: "off"\ntitel: Moon\n',
    });
    const { code, stdout } = await vault.check('--format', 'json');
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { path: string; code: string; severity: string; line: number }[];
    };
    expect(diagnostics.map(({ path, code: each, severity, line }) => `${path}:${line} ${severity} ${each}`)).toEqual([
      'concepts/Moon.md:3 warning field-invalid',
      'sourcebook.yaml:6 error config-invalid',
    ]);
  });

  test('shows the line, with the place marked and what may have been meant', async () => {
    const { stdout } = await vaultOf({ ...faulty, 'entities/Earth.md': '[[Moon]]' }).check();
    expect(stdout).toContain(
      [
        'concepts/Moon.md:6:12  warning  Nothing in the vault is called `Erth`.  link-missing',
        '                       Did you mean `Earth`?',
        '  6 │ It circles [[Erth]].',
        '    │            ^^^^^^^^',
      ].join('\n'),
    );
  });

  test('prints the first notes of a kind, and all of them with --all and in JSON', async () => {
    const vault = vaultOf(
      Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`concepts/star-${n}.md`, '---\ntitle: X\n---\n'])),
    );
    const orphans = (text: string): number => text.match(/ {2}orphan$/gm)?.length ?? 0;
    const { code, stdout, stderr } = await vault.check();
    expect([code, orphans(stdout)]).toEqual([0, 10]);
    expect(stderr).toContain('8 more notes; --all shows them.');
    expect(orphans((await vault.check('--all')).stdout)).toBe(14);
    expect(JSON.parse((await vault.check('--format', 'json')).stdout).counts.info).toBe(28);
  });

  test('with --strict a warning is an error', async () => {
    const vault = vaultOf({ 'concepts/a.md': '[[nowhere]]' });
    expect([(await vault.check()).code, (await vault.check('--strict')).code]).toEqual([0, 1]);
  });

  test('with a baseline, only new findings are reported and counted', async () => {
    const vault = vaultOf({ ...faulty, 'sourcebook.yaml': 'severity: { field-invalid: error }\n' });
    const baseline = join(vault.folder, 'known.json');
    expect((await vault.check('--baseline', baseline)).code).toBe(2);
    const made = await vault.check('--baseline', baseline, '--update-baseline');
    expect([made.code, made.stdout]).toEqual([0, '']);
    const unchanged = await vault.check('--baseline', baseline);
    expect([unchanged.code, unchanged.stdout]).toEqual([0, '']);
    vault.write({
      'concepts/Moon.md': '---\ntype: concept\nupdated: 2026-05-22\nstatus: gone\n---\n\nFar away, it circles [[Erth]].\n',
    });
    const changed = await vault.check('--baseline', baseline);
    expect(changed.code).toBe(1);
    expect(changed.stdout.match(/^concepts.*$/gm)).toEqual([expect.stringMatching(/Moon\.md:4:9 .*field-invalid$/)]);
    expect(changed.stderr).toContain('concepts/Moon.md  field-invalid  soon');
    const json = JSON.parse((await vault.check('--baseline', baseline, '--format', 'json')).stdout);
    expect(json).toMatchObject({ counts: { error: 1 }, baseline: { known: 1, gone: [{ code: 'field-invalid', text: 'soon' }] } });
  });

  test('judges an OKF bundle by the rules of the specification, README and all', async () => {
    const bundle = vaultOf({ 'a.md': '---\ntype: Metric\ndescription: D.\n---\nText.\n' });
    expect(await bundle.check('--okf')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('a conformant OKF v0.2 bundle'),
    });
    bundle.write({ 'README.md': '# Read me\n' });
    const broken = await bundle.check('--okf', '--format', 'json');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({
      okf: '0.2',
      conformant: false,
      diagnostics: [{ path: 'README.md', code: 'okf-frontmatter' }],
    });
  });

  test('writes nothing into the vault', async () => {
    const vault = vaultOf(faulty);
    await vault.check();
    await vault.build();
    expect(readdirSync(vault.content)).toEqual(['concepts', 'sourcebook.yaml']);
    expect(readFileSync(join(vault.content, 'concepts/Moon.md'), 'utf8')).toBe(faulty['concepts/Moon.md']);
  });
});

describe('explain', () => {
  const vault = {
    'concepts/Moon.md': 'Text.',
    'entities/Io.md': '---\ntitle: Jupiter I\n---\n## Volcanoes\n',
    'Earth.md': '[[Moon]]',
  };

  test('prints every rule, its candidates, and where the link goes', async () => {
    const { code, stdout } = await sourcebook(
      'explain',
      '[[Jupiter I#Volcanoes]]',
      '--from',
      'concepts/Moon',
      '--content',
      vaultOf(vault).content,
    );
    expect(code).toBe(0);
    expect(stdout).toContain(
      '  3. exact file name: nothing\n  4. title or alias: 1 candidate\n       entities/Io.md “Jupiter I”\n  5. the same ignoring case: not tried',
    );
    expect(stdout).toMatch(/→ entities\/Io\.md “Jupiter I”\n {2}\/entities\/io\/#volcanoes$/m);
  });

  test('suggests names for a missing one, and articles for an unknown `--from`', async () => {
    const { content } = vaultOf(vault);
    expect((await sourcebook('explain', '[[Moom]]', '--from', 'Earth.md', '--content', content)).stdout).toContain(
      'Did you mean `Moon`?',
    );
    const wrong = await sourcebook('explain', '[[Moon]]', '--from', 'concepts/Moom', '--content', content);
    expect([wrong.code, sentenceIn(wrong.stderr)]).toEqual([
      2,
      'There is no article `concepts/Moom` to look from. Did you mean `concepts/moon`?',
    ]);
  });
});

test('control characters for terminals are shown, not sent', async () => {
  const { stdout } = await vaultOf({ 'concepts/a.md': 'To [[\u001B31mred\u0007]].' }).check();
  expect(stdout).toContain('␛31mred␇');
  expect(stdout).not.toContain('\u001B');
});

test('the version is printed', async () => {
  expect((await sourcebook('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/);
});

test('a build that is interrupted leaves the last site and nothing else', async () => {
  const vault = vaultOf(
    Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [`star-${n}.md`, `# Star ${n}\n\n${'Bright [[star-1]]. '.repeat(80)}\n`]),
    ),
  );
  await vault.build();
  const before = vault.read('star-7/index.html');
  vault.write({ 'star-7.md': '# Star 7\n\nFaded.\n' });
  const child = spawn(process.execPath, [launcher, 'build', '--content', vault.content, '--out', vault.out, '--force'], {
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((done) => child.on('exit', (code) => done(code)));
  // The moment its staging folder is there, the build is under way.
  while (!readdirSync(vault.folder).some((name) => name.startsWith('.dist.'))) await new Promise((wait) => setTimeout(wait, 5));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(vault.read('star-7/index.html')).toBe(before);
  expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
});

describe('preview', () => {
  test('serves the site below its base path, redirects to the slash, and answers 404 with the page for it', async () => {
    const vault = vaultOf({ 'concepts/Orbit.md': 'Round.' });
    await vault.build('--base', '/kb/');
    const url = await served('preview', '--out', vault.out);
    expect(url).toMatch(/\/kb\/$/);
    const get = (path: string): Promise<Response> => fetch(new URL(path, url), { redirect: 'manual' });
    expect((await get('/kb/concepts/orbit/')).status).toBe(200);
    const slashless = await get('/kb/concepts/orbit');
    expect([slashless.status, slashless.headers.get('location')]).toEqual([301, '/kb/concepts/orbit/']);
    const missing = await get('/kb/concepts/orbits/');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toContain('text/html');
    expect((await get('/kb/..%2f..%2fetc/passwd')).status).toBe(404);
  });

  test('sends the requested part of a file, so that films can be seeked', async () => {
    const film = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
    const vault = vaultOf({ 'Orbit.md': '![[orbit.mp4]]', 'orbit.mp4': film });
    await vault.build();
    const [, source = ''] = /<video[^>]* src="([^"#]+)/.exec(vault.read('orbit/index.html')) ?? [];
    const url = new URL(source, await served('preview', '--out', vault.out));
    const part = async (range: string): Promise<unknown[]> => {
      const answer = await fetch(url, { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), [...new Uint8Array(await answer.arrayBuffer())]];
    };
    expect(await part('bytes=1000-1003')).toEqual([206, 'bytes 1000-1003/5000', [...film.slice(1000, 1004)]]);
    expect(await part('bytes=4990-')).toEqual([206, 'bytes 4990-4999/5000', [...film.slice(4990)]]);
    expect(await part('bytes=-2')).toEqual([206, 'bytes 4998-4999/5000', [...film.slice(4998)]]);
    expect(await part('bytes=5000-')).toEqual([416, 'bytes */5000', []]);
    expect(await part('bytes=2-1')).toEqual([200, null, [...film]]);
    expect(await part('bytes=0-1,4-5')).toEqual([200, null, [...film]]);
  });

  test('compresses text for clients that accept it', async () => {
    const vault = vaultOf({ 'Orbit.md': 'Round and round. '.repeat(200) });
    await vault.build();
    const url = new URL('orbit/', await served('preview', '--out', vault.out));
    const asked = (encoding: string): Promise<Response> => fetch(url, { headers: { 'accept-encoding': encoding } });
    const plain = await asked('identity');
    const packed = await asked('gzip');
    expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(await packed.text()).toBe(vault.read('orbit/index.html'));
    expect(await plain.text()).toBe(vault.read('orbit/index.html'));
  });
});

test('cache prints its place, its size and its limit', async () => {
  const { code, stdout: path } = await sourcebook('cache', '--path');
  expect(code).toBe(0);
  expect(existsSync(path.trim())).toBe(true);
  const { stdout } = await sourcebook('cache');
  expect(stdout).toMatch(/^.+\n[\d.]+ [kMG]?(?:B|byte) of at most 2 GB, \d+ vaults?\n$/);
  expect((await sourcebook('cache', '--size')).stdout).toMatch(/^[\d.]+ [kMG]?(?:B|byte)\n$/);
});

describe('dev', () => {
  test('an edit shows on the page, on the page it now links to, and in a new page', async () => {
    const vault = vaultOf({ 'Mercury.md': 'Small.', 'Venus.md': 'Bright.' });
    const url = await served('dev', '--content', vault.content);
    const text = async (path: string): Promise<string> => textOf(await (await fetch(new URL(path, url))).text());
    expect(await text('mercury/')).toContain('Small.');
    vault.write({ 'Mercury.md': 'Small and near [[Venus]] and [[Vulcan]].', 'Vulcan.md': 'Imagined.' });
    await expect.poll(() => text('venus/'), { timeout: 10_000 }).toContain('1 article links here');
    expect(await text('mercury/')).toContain('Small and near Venus');
    expect(await text('vulcan/')).toContain('Imagined.');
    expect((await fetch(new URL('pagefind/0/pagefind.js', url))).status).toBe(200);
    expect(existsSync(vault.out)).toBe(false);
  });
});

/** A server that ends with the test. */
async function served(...args: string[]): Promise<string> {
  const { url, stop } = await serve(...args);
  onTestFinished(stop);
  return url;
}
