/** What the project's packages may be, and how their list and their publication are checked. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { type Advisories, versionsOf, warningsOf } from '../../scripts/advisories.ts';
import { type Bill, reproducible } from '../../scripts/bill-of-materials.ts';
import { exceptions, isMetBy } from '../../scripts/licences.ts';
import { faultsOf, type Lock, packagesOf } from '../../scripts/lock-file.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const ownLock = JSON.parse(textOf('package-lock.json')) as Lock;
const manifest = JSON.parse(textOf('package.json')) as {
  scripts: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const refused = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name] === false);

/** A package without fault. */
const sound = { version: '1.0.0', license: 'MIT', integrity: 'sha512-AA==' };

function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

describe('the audit of a lock file', () => {
  const faults = (packages: Lock['packages']): string[] => faultsOf({ packages }, []);

  test('finds nothing wrong with a package from the registry that has a hash and a permissive licence', () => {
    expect(faults({ '': {}, 'node_modules/a': sound })).toEqual([]);
  });

  test('names a licence that is not listed', () => {
    expect(faults({ 'node_modules/a': { ...sound, license: 'GPL-3.0-only' } })).toEqual([
      'a@1.0.0 has the licence GPL-3.0-only, which scripts/licences.ts does not allow.',
    ]);
  });

  test('names a package without a licence', () => {
    expect(faults({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-AA==' } })).toEqual([
      'a@1.0.0 names no licence: read its files, and add it to scripts/licences.ts.',
    ]);
  });

  test('accepts other terms only for the package that is listed with them', () => {
    const weak = { ...sound, license: 'MPL-2.0' };
    expect(faults({ 'node_modules/lightningcss-linux-x64-gnu': weak, 'node_modules/lightning': weak })).toEqual([
      'lightning@1.0.0 has the licence MPL-2.0, which scripts/licences.ts does not allow.',
    ]);
  });

  test('names a package without a hash, or with one that is too weak', () => {
    expect(
      faults({
        'node_modules/a': { version: '1.0.0', license: 'MIT' },
        'node_modules/@b/c': { ...sound, integrity: 'sha1-AA==' },
      }),
    ).toEqual(['@b/c@1.0.0 has no SHA-512 in package-lock.json.', 'a@1.0.0 has no SHA-512 in package-lock.json.']);
  });

  test('asks for no hash of a package in the archive of another', () => {
    expect(
      faults({ 'node_modules/a': sound, 'node_modules/a/node_modules/b': { version: '1.0.0', license: 'MIT', inBundle: true } }),
    ).toEqual([]);
  });

  test('names a package with an install script, unless package.json refuses the script', () => {
    const lock = { packages: { 'node_modules/a': { ...sound, hasInstallScript: true } } };
    expect(faultsOf(lock, [])).toEqual([
      'a@1.0.0 has an install script: see that it works without, and refuse the script in package.json (allowScripts).',
    ]);
    expect(faultsOf(lock, ['a'])).toEqual([]);
  });

  test.each(['git+ssh://git@host.example/a.git#0123', 'https://host.example/a.tgz', 'file:a.tgz'])(
    'names a package from %s',
    (resolved) => {
      expect(faults({ 'node_modules/a': { ...sound, resolved } })).toEqual([
        `a@1.0.0 comes from ${resolved}, not from the registry.`,
      ]);
    },
  );

  test('asks neither for a hash nor for a licence of a folder of the repository', () => {
    expect(
      faults({
        'node_modules/@ours/tool': { resolved: 'tools/tool', link: true },
        'tools/tool': { name: '@ours/tool', version: '1.0.0' },
      }),
    ).toEqual([]);
  });

  test('names a folder outside of the repository', () => {
    expect(
      faults({
        'node_modules/tool': { resolved: '../tool', link: true },
        '../tool': { name: 'tool', version: '1.0.0', license: 'MIT' },
      }),
    ).toEqual(['tool@1.0.0 has no SHA-512 in package-lock.json.']);
  });

  test('names the package for a platform that the lock file lacks', () => {
    const a = { ...sound, optionalDependencies: { 'a-linux': '1.0.0', 'a-win32': '1.0.0' } };
    expect(faults({ 'node_modules/a': a, 'node_modules/a/node_modules/a-linux': sound })).toEqual([
      'package-lock.json lacks a-win32@1.0.0, which node_modules/a may need.',
    ]);
  });

  test('finds nothing wrong with the packages of this project', () => {
    expect(faultsOf(ownLock, refused)).toEqual([]);
  });

  test('has no exception for a package that is gone, or that needs none', () => {
    const needed = exceptions.filter(({ name, licences }) =>
      packagesOf(ownLock).some((each) => name.test(each.name) && licences.some((licence) => each.licence?.includes(licence))),
    );
    expect(exceptions).toEqual(needed);
  });
});

test('the list says who gets a package, and whether it is deprecated', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': sound,
      'node_modules/a/node_modules/b': { ...sound, optional: true, deprecated: 'Use c.' },
      'node_modules/d': { ...sound, dev: true, optional: true },
      'node_modules/e': { ...sound, devOptional: true },
    },
  };
  expect(packagesOf(lock).map(({ name, use, isDeprecated }) => [name, use, isDeprecated])).toEqual([
    ['a', 'required', false],
    ['b', 'optional', true],
    ['d', 'dev', false],
    ['e', 'optional', false],
  ]);
});

test.each([
  ['MIT', true],
  ['GPL-3.0-only OR MIT', true],
  ['GPL-3.0-only AND MIT', false],
  ['MIT AND ISC', true],
  ['MIT OR GPL-3.0-only AND GPL-2.0-only', true],
  ['(MIT OR GPL-3.0-only) AND GPL-2.0-only', false],
  ['(MIT OR (ISC AND GPL-3.0-only))', true],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['MIT WITH LLVM-exception', false],
  ['MIT+', false],
  ['mit', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['MIT ISC', false],
  ['MIT OR', false],
  ['(MIT', false],
  ['(MIT (', false],
  ['MIT)', false],
  ['', false],
])('with MIT, ISC and “Apache-2.0 WITH LLVM-exception”, the expression “%s” is met: %s', (expression, isMet) => {
  expect(isMetBy(expression, new Set(['MIT', 'ISC', 'Apache-2.0 WITH LLVM-exception']))).toBe(isMet);
});

describe('install scripts', () => {
  // Its script replaces the file below, which starts esbuild for a shell, by a faster one. A build calls esbuild as here. So every
  // test that builds a site, such as those of the bundled wiki, builds it without install scripts.
  test('belong to no package for users; esbuild, which compiles the theme, works without its own', {
    timeout: 60_000,
  }, async () => {
    const scripted = packagesOf(ownLock).filter(({ hasInstallScript }) => hasInstallScript);
    expect(scripted.map(({ name, use }) => `${name} ${use}`)).toEqual(['esbuild dev']);
    expect(textOf('node_modules/esbuild/bin/esbuild')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const requireOfAstro = createRequire(join(root, 'node_modules/astro/package.json'));
    const { transform } = requireOfAstro('esbuild') as {
      transform: (code: string, options: object) => Promise<{ code: string }>;
    };
    expect((await transform('export const a: number = 1;', { loader: 'ts' })).code).toBe('export const a = 1;\n');
  });
});

describe('advisories', () => {
  const advisories: Advisories = {
    a: [
      {
        id: 1,
        severity: 'high',
        vulnerable_versions: '<1.2.0 || >=2.0.0 <2.0.3',
        title: 'Reads any file',
        url: 'https://host.example/1',
      },
    ],
  };
  const warnings = (version: string, dev = false): string[] =>
    warningsOf(packagesOf({ packages: { 'node_modules/a': { ...sound, version, dev } } }), advisories);

  test.each(['1.1.9', '1.2.0-beta.1', '2.0.2'])('apply to version %s, which is in their range', (version) => {
    expect(warnings(version)).toEqual([
      `a@${version} has a vulnerability of severity high: Reads any file (https://host.example/1).`,
    ]);
  });

  test.each(['1.2.0', '2.0.3'])('do not apply to version %s, which is repaired', (version) => {
    expect(warnings(version)).toEqual([]);
  });

  test('say if only developers install the package', () => {
    expect(warnings('1.0.0', true)).toEqual([
      'a@1.0.0, which only developers install, has a vulnerability of severity high: Reads any file (https://host.example/1).',
    ]);
  });

  test('are asked for by name, with every version in use', () => {
    const packages = packagesOf({
      packages: {
        'node_modules/a': sound,
        'node_modules/b': sound,
        'node_modules/b/node_modules/a': { ...sound, version: '2.0.0' },
        'node_modules/c/node_modules/a': sound,
        tools: { name: 'ours', version: '1.0.0' },
      },
    });
    expect(versionsOf(packages)).toEqual({ a: ['1.0.0', '2.0.0'], b: ['1.0.0'] });
  });
});

describe('npm run audit', { timeout: 60_000 }, () => {
  const audit = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/audit.ts', ...args], { cwd: root, encoding: 'utf8' });

  test('lists each package and exits with 0', () => {
    const { status, stdout } = audit();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^esbuild +[\d.]+ +dev +MIT +sha512 +install script$/m);
  });

  test('exits with 1 and a sentence if an advisory applies', () => {
    const file = temporaryFile('advisories.json');
    writeFileSync(
      file,
      JSON.stringify({
        unified: [{ id: 1, severity: 'low', vulnerable_versions: '*', title: 'An example', url: 'https://host.example' }],
      }),
    );
    const { status, stdout, stderr } = audit('--quiet', '--advisories', file);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^unified@\S+ has a vulnerability of severity low: An example \(https:\/\/host\.example\)\.\n$/);
  });

  test('exits with 2 if the file of advisories is missing', () => {
    const { status, stderr } = audit('--advisories', 'none.json');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^none\.json cannot be read: /);
  });
});

describe('the bill of materials', () => {
  /** As npm writes it, for a project with one package for users and one for developers. */
  const bill: Bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    specVersion: '1.5',
    serialNumber: 'urn:uuid:16eaffd2-35b3-4852-9dda-a72916f800a8',
    metadata: {
      timestamp: '2026-05-22T09:00:00.000Z',
      component: { 'bom-ref': 'wiki@1.0.0', name: 'folder' },
    },
    components: [{ 'bom-ref': 'tester@1.0.0' }, { 'bom-ref': 'b@1.0.0' }, { 'bom-ref': 'a@1.0.0' }, { 'bom-ref': 'b@1.0.0' }],
    dependencies: [
      { ref: 'wiki@1.0.0', dependsOn: ['tester@1.0.0', 'b@1.0.0', 'a@1.0.0'] },
      { ref: 'tester@1.0.0', dependsOn: ['a@1.0.0'] },
      { ref: 'b@1.0.0', dependsOn: [] },
      { ref: 'a@1.0.0', dependsOn: [] },
    ],
  };
  const packages = packagesOf({
    packages: { 'node_modules/a': sound, 'node_modules/b': sound, 'node_modules/tester': { ...sound, dev: true } },
  });

  test('has only what users install, in order and once, and nothing that differs from run to run', () => {
    expect(reproducible(bill, packages, 'wiki', undefined)).toEqual({
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      specVersion: '1.6',
      metadata: { component: { 'bom-ref': 'wiki@1.0.0', name: 'wiki' } },
      components: [{ 'bom-ref': 'a@1.0.0' }, { 'bom-ref': 'b@1.0.0' }],
      dependencies: [
        { ref: 'a@1.0.0', dependsOn: [] },
        { ref: 'b@1.0.0', dependsOn: [] },
        { ref: 'wiki@1.0.0', dependsOn: ['a@1.0.0', 'b@1.0.0'] },
      ],
    });
  });

  test('has the time of SOURCE_DATE_EPOCH', () => {
    expect(reproducible(bill, packages, 'wiki', 1_779_440_400).metadata.timestamp).toBe('2026-05-22T09:00:00.000Z');
  });

  // npm itself leaves out what both users and developers need.
  test('of this project names every package that its users install', { timeout: 60_000 }, () => {
    const file = temporaryFile('bill.json');
    execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/sbom.ts', file], { cwd: root });
    const { components, metadata } = JSON.parse(readFileSync(file, 'utf8')) as Bill;
    const shipped = packagesOf(ownLock).filter(({ use }) => use !== 'dev');
    expect(components.map((each) => each['bom-ref'])).toEqual([
      ...new Set(shipped.map(({ name, version }) => `${name}@${version}`)),
    ]);
    expect(metadata.component.name).toBe('sourcebook');
  });
});

describe('the workflow', () => {
  interface Job {
    readonly permissions?: Readonly<Record<string, string>>;
    readonly steps: readonly {
      readonly uses?: string;
      readonly run?: string;
      readonly with?: Readonly<Record<string, unknown>>;
    }[];
  }
  interface Workflow {
    readonly on: unknown;
    readonly permissions: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
  }
  const workflows = readdirSync(join(root, '.github/workflows'));
  const workflow = (file: string): Workflow => parse(textOf(`.github/workflows/${file}`)) as Workflow;
  const stepsOf = (file: string): Job['steps'][number][] => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);

  test.each(workflows)('%s runs only scripts that package.json has', (file) => {
    const commands = stepsOf(file).flatMap(({ run = '' }) => [...run.matchAll(/\bnpm (?:run )?([\w:-]+)/g)]);
    const ofNpm = ['ci', 'pack', 'pkg', 'publish'];
    const scripts = commands.map(([command, name = '']) => (command.startsWith('npm run') || !ofNpm.includes(name) ? name : ''));
    expect(scripts.filter(Boolean)).not.toEqual([]);
    expect(scripts.filter((name) => name !== '' && !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });

  test.each(workflows)('%s pins each action by commit, and says which version that is', (file) => {
    const actions = [...textOf(`.github/workflows/${file}`).matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(actions).not.toEqual([]);
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual([]);
  });

  test.each(workflows)('%s leaves no credentials behind for later steps', (file) => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  test.each(workflows)('%s puts no expression into a command, where its text would be run', (file) => {
    expect(stepsOf(file).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('check.yml tests each push and pull request with every Node that users may have, and may only read', () => {
    const { on, permissions, jobs } = workflow('check.yml');
    expect(on).toEqual({ push: { branches: ['**'] }, pull_request: null });
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs).toMatchObject({ check: { strategy: { matrix: { node: ['22', '24'] } } } });
    expect(stepsOf('check.yml').map(({ run }) => run)).toEqual(expect.arrayContaining(['npm ci && npm test', 'npm run check']));
  });

  test('publish.yml signs only what was tested, and only where nothing is installed', () => {
    const { on, permissions, jobs } = workflow('publish.yml');
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(permissions).toEqual({});
    expect(jobs).toMatchObject({
      test: { permissions: { contents: 'read' } },
      publish: { needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } },
      release: { needs: 'publish', permissions: { contents: 'write' } },
    });
    const commands = jobs['publish']?.steps.map(({ run = '' }) => run).join('\n');
    expect(commands).toMatch(/npm publish .*--provenance/);
    expect(commands).not.toContain('npm ci');
  });
});
