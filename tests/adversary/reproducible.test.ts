/** The same vault gives the same bytes, whoever builds it, where and when. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { launcher, sentenceIn, type Vault, vaultOf } from '../support/site.ts';

const files: Readonly<Record<string, string>> = {
  'sourcebook.yaml': 'title: Sky\nurl: https://sky.example\nstaleAfterDays: 30\n',
  'index.md': '# Sky\n\n[[Mars]], [[İzmir]], [[ışık]].\n',
  'Mars.md':
    '---\ncreated: 2026-01-01\nupdated: 2026-01-31T23:30:00\ntags: [ı, I, i, ö, z, å]\n---\n\nRed. [[Öland]] and [[map.png]].\n',
  'İzmir.md': '---\nlang: tr\ntype: place\n---\n\nŞehir.\n',
  'ışık.md': 'Light.\n\n## I\n\n## ı\n',
  'Öland.md': '---\naliases: [Aland, Zebra]\nstale_after: 2026-02-01\n---\n\nAn island of [[Mars]].\n',
  'map.png': 'map',
  'log.md': '# Log\n\n## [2026-01-31] ingest | Mars\n',
};

function build(vault: Vault, env: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [launcher, 'build', '--content', vault.content, '--out', vault.out, '--force'],
      { env: { ...process.env, ...env } },
      (_, __, stderr) => done(stderr),
    );
  });
}

/** The bytes of a site; of Pagefind's files the documents alone, since it writes its lists in another order each time. */
function siteIn({ out }: Vault): Map<string, string> {
  const paths = filesOf(out).filter(
    (path) => path !== '.sourcebook' && !/^pagefind\/\d+\/(?:pagefind|filter\/|index\/)/.test(path),
  );
  return new Map(
    paths.sort().map((path) => {
      const bytes = readFileSync(join(out, path));
      return [path, path.endsWith('.pf_fragment') ? gunzipSync(bytes).toString('utf8') : bytes.toString('latin1')];
    }),
  );
}

test('builds in other folders, time zones, locales, orders of files and on other days', async () => {
  const [here, there] = [vaultOf(files), vaultOf(Object.fromEntries(Object.entries(files).toReversed()))];
  const SOURCE_DATE_EPOCH = '1769900000';
  await build(here, { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', SOURCE_DATE_EPOCH });
  await build(there, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', SOURCE_DATE_EPOCH });
  const [a, b] = [siteIn(here), siteIn(there)];
  expect(a.size).toBeGreaterThan(30);
  expect([...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path))).toEqual([]);
});

test('builds of one vault on any day give the same bytes: what has become stale is marked in the browser', async () => {
  const vault = vaultOf({
    ...files,
    'Pluto.md': '---\nstale_after: 2027-01-01\n---\n\nCold.\n',
    'sourcebook.yaml': 'staleAfterDays: 90\n',
  });
  const onDay = async (day: number): Promise<Map<string, string>> => {
    const code = `const real = Date; const late = ${day} * 86_400_000;
      globalThis.Date = class extends real { constructor(...a) { a.length ? super(...a) : super(real.now() + late); } static now() { return real.now() + late; } };`;
    expect(await build(vault, { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` })).not.toContain(
      'Error',
    );
    return siteIn(vault);
  };
  const [a, b] = [await onDay(0), await onDay(900)];
  expect(a.size).toBeGreaterThan(30);
  expect(a.get('Pluto/index.html') ?? a.get('pluto/index.html')).toContain('data-stale-after="2027-01-01');
  expect([...a.keys()].filter((path) => a.get(path) !== b.get(path))).toEqual([]);
});

test('a moment that is none is refused in one sentence', async () => {
  expect(sentenceIn(await build(vaultOf({ 'a.md': 'A.' }), { SOURCE_DATE_EPOCH: 'today' }))).toBe(
    '`SOURCE_DATE_EPOCH` takes a number of seconds since 1970, not `today`.',
  );
});
