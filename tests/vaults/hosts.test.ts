/** The configurations of docs/hosts, each in the server that it is for, with the bundled wiki at the root and below a path. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { delimiter, dirname, extname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { outputPath } from '../../src/site/urls.ts';
import { filesOf, isExternal, linksIn } from '../support/crawl.ts';
import { codeBlocks } from '../support/docs.ts';
import { temporaryVault, type Vault } from '../support/site.ts';

const project = join(import.meta.dirname, '../..');
const bases = ['/', '/deep/base/'];
const rootOf = ({ folder }: Vault, base: string): string => join(folder, base === '/' ? 'at-root' : 'below');

/** Content that the bundled wiki lacks: a drawing, mermaid, and files of an author in the output. */
const more = {
  'drawing.md': '# Drawing\n\n![Map](map.svg)\n\n```mermaid\npie\n  "a" : 1\n```\n',
  'map.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>${'Land '.repeat(400)}</title></svg>`,
};
const own = { 'app.webmanifest': '{}', 'code.wasm': '\0asm', 'code.mjs': 'export {}' };

let vault: ReturnType<typeof temporaryVault>;
beforeAll(async () => {
  vault = temporaryVault({});
  cpSync(join(project, 'content'), vault.content, { recursive: true });
  vault.write(more);
  for (const base of bases) {
    const out = join(rootOf(vault, base), base);
    const { code, stderr } = await vault.build('--base', base, '--out', out, '--precompress');
    if (code !== 0) throw new Error(stderr);
    for (const [path, text] of Object.entries(own)) writeFileSync(join(out, path), text);
  }
}, 300_000);
afterAll(() => vault.dispose());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks without following redirects. */
function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((done, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The program of this name, also where only root looks. */
function programOf(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

interface Started {
  readonly child: ChildProcess;
  readonly encodings: readonly string[];
}

/** A server: starts it with the file of docs/hosts, edited as its comments say. */
interface Host {
  readonly name: string;
  readonly start: (program: string, at: { folder: string; root: string; base: string; port: number }) => Started;
}

/** The folders of an nginx: of its configuration and of its modules. */
function placesOfNginx(program: string): { readonly settings: string; readonly modules: string } {
  const about = execFileSync('sh', ['-c', '"$0" -V 2>&1', program], { encoding: 'utf8' });
  return {
    settings: dirname(/--conf-path=(\S+)/.exec(about)?.[1] ?? '/etc/nginx/nginx.conf'),
    modules: /--modules-path=(\S+)/.exec(about)?.[1] ?? '/usr/lib/nginx/modules',
  };
}

/** Starts nginx with a file of `conf.d`, and everything that it writes in `folder`. */
function startNginx(program: string, folder: string, server: string, modules = ''): ChildProcess {
  writeFileSync(join(folder, 'wiki.conf'), server);
  copyFileSync(join(placesOfNginx(program).settings, 'mime.types'), join(folder, 'mime.types'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const main = `${modules}
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr crit;
events {}
http { access_log off; include mime.types; default_type application/octet-stream; ${temporary.join(' ')} include wiki.conf; }`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  return spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Waits until a server answers. @throws if it does not */
async function answers(origin: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const isThere = await ask(origin).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await pause(100);
  }
  throw new Error(`${origin} does not answer`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill();
  await ended;
}

const hosts: readonly Host[] = [
  {
    name: 'nginx',
    start(program, { folder, root, base, port }) {
      const { modules } = placesOfNginx(program);
      const brotli = join(modules, 'ngx_http_brotli_static_module.so');
      const hasBrotli = existsSync(brotli);
      const edited = readFileSync(join(project, 'docs/hosts/nginx.conf'), 'utf8')
        .split('\n')
        .map((line) => {
          if (line.endsWith('# base')) return line.replace(/(?<=\^)\/|(?<= )\/(?=404)/, base);
          if (line.endsWith('# edit')) return line.replace('80', `127.0.0.1:${port}`).replace('/srv/wiki', root);
          return hasBrotli ? line.replace('#brotli_static', 'brotli_static') : line;
        })
        .join('\n');
      const child = startNginx(program, folder, edited, hasBrotli ? `load_module ${brotli};` : '');
      return { child, encodings: hasBrotli ? ['br', 'gzip'] : ['gzip'] };
    },
  },
  {
    name: 'caddy',
    start(program, { folder, root, base, port }) {
      const env = {
        ...process.env,
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        WIKI_ADDRESS: `http://127.0.0.1:${port}`,
        WIKI_ROOT: root,
        WIKI_BASE: base,
      };
      // The port of its administration could be taken.
      const config = `{\n\tadmin off\n}\n${readFileSync(join(project, 'docs/hosts/Caddyfile'), 'utf8')}`;
      writeFileSync(join(folder, 'Caddyfile'), config);
      const child = spawn(program, ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
        env,
        stdio: 'ignore',
      });
      return { child, encodings: ['br', 'gzip'] };
    },
  },
];

/** What `_headers` says of a path: the header of several rules has several values, as on Netlify and Cloudflare. */
function headersFor(rules: string, path: string): Record<string, string> {
  const found: Record<string, string> = { 'cache-control': 'public, max-age=0, must-revalidate' };
  const own: Record<string, string> = {};
  let isMeant = false;
  for (const line of rules.trimEnd().split('\n')) {
    const [, name = '', value = ''] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (name === '') isMeant = matcherOf(line).test(path);
    else if (isMeant) own[key] = own[key] === undefined ? value : `${own[key]}, ${value}`;
  }
  return { ...found, ...own };
}

function matcherOf(rule: string): RegExp {
  return new RegExp(`^${rule.replaceAll('.', '\\.').replaceAll('*', '.*').replace(/:\w+/g, '[^/]+')}$`);
}

const types: Readonly<Record<string, RegExp>> = {
  '.html': /^text\/html; charset=utf-8$/,
  '.css': /^text\/css; charset=utf-8$/,
  '.js': /^(?:text|application)\/javascript; charset=utf-8$/,
  '.mjs': /^text\/javascript; charset=utf-8$/,
  '.json': /^application\/json; charset=utf-8$/,
  '.md': /^text\/markdown; charset=utf-8$/,
  '.txt': /^text\/plain; charset=utf-8$/,
  '.xml': /^(?:text|application)\/xml(?:; charset=utf-8)?$/,
  '.svg': /^image\/svg\+xml$/,
  '.wasm': /^application\/wasm$/,
  '.webmanifest': /^application\/manifest\+json$/,
  '.woff2': /^font\/woff2$/,
  '.pagefind': /^application\/octet-stream$/,
  '.pf_meta': /^application\/octet-stream$/,
  '.pf_index': /^application\/octet-stream$/,
  '.pf_fragment': /^application\/octet-stream$/,
  '.pf_filter': /^application\/octet-stream$/,
};

const hidden = ['.sourcebook', '.nojekyll', '_headers', '_redirects'];
const policies = ['cache-control', 'x-content-type-options', 'referrer-policy', 'content-security-policy'];
const policyOf = ({ headers }: Answer): Record<string, unknown> =>
  Object.fromEntries(policies.map((name) => [name, headers[name]]));

describe.each(hosts.flatMap((host) => bases.map((base) => ({ ...host, base }))))(
  '$name, with the site at $base',
  ({ name, start, base }) => {
    const program = programOf(name);
    if (program === undefined) {
      test.skip(`${name} is not installed`, () => {});
      return;
    }
    let started: Started;
    let out: string;
    let origin: string;

    beforeAll(async () => {
      const folder = join(vault.folder, `${name}${base.replaceAll('/', '-')}`);
      mkdirSync(folder);
      const root = rootOf(vault, base);
      out = resolve(join(root, base));
      const port = await freePort();
      started = start(program, { folder, root, base, port });
      origin = `http://127.0.0.1:${port}`;
      await answers(origin);
    });
    afterAll(() => stop(started.child));

    test('every link that readers can follow from the home page answers, at once', async () => {
      const pages = new Map<string, number>([[base, 0]]);
      const queue = [base];
      const failures: string[] = [];
      let links = 0;
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        const { status, headers, body } = await ask(origin + path);
        pages.set(path, status);
        if (status !== 200) failures.push(`${path}: ${status}`);
        if (!headers['content-type']?.startsWith('text/html')) continue;
        for (const { url } of linksIn(body.toString())) {
          links++;
          if (isExternal(url)) continue;
          const { pathname } = new URL(url, origin + path);
          // The address of the folder from which scripts load the search engine.
          if (pages.has(pathname) || pathname === `${base}pagefind/`) continue;
          pages.set(pathname, 0);
          queue.push(pathname);
        }
      }
      expect(failures).toEqual([]);
      expect(links).toBeGreaterThan(5000);
      expect(pages.size).toBeGreaterThan(150);
    });

    test('every file is sent whole, with its type and the headers that _headers names', async () => {
      const rules = readFileSync(join(out, '_headers'), 'utf8');
      const wrong: unknown[] = [];
      const caches = new Set<unknown>();
      for (const path of filesOf(out).filter((each) => !hidden.includes(each) && !/\.(?:br|gz)$/.test(each))) {
        const address = base + path.replace(/(?:^|(?<=\/))index\.html$/, '');
        const answer = await ask(origin + address.split('/').map(encodeURIComponent).join('/'));
        const type = answer.headers['content-type'] ?? '';
        caches.add(answer.headers['cache-control']);
        if (answer.status !== 200 || !answer.body.equals(readFileSync(join(out, path)))) wrong.push([path, answer.status]);
        if (!(types[extname(path)] ?? /^/).test(type)) wrong.push([path, type]);
        const expected = headersFor(rules, address);
        const policy = policyOf(answer);
        if (JSON.stringify(policy) !== JSON.stringify(Object.fromEntries(policies.map((each) => [each, expected[each]]))))
          wrong.push([path, policy, expected]);
      }
      expect(wrong).toEqual([]);
      expect(caches.size).toBe(3);
    });

    test('what is not there gets the page that says so, which no browser keeps', async () => {
      const page = readFileSync(join(out, '404.html'));
      for (const path of [
        'no-such-page/',
        'no-such.md',
        '_assets/no-such.js',
        '_assets/',
        'attachments/no-such.svg',
        ...hidden,
      ]) {
        const answer = await ask(origin + base + path);
        expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 404, 'text/html; charset=utf-8']);
        expect([path, answer.body.equals(page)]).toEqual([path, true]);
        expect(answer.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
        expect(answer.headers['x-content-type-options']).toBe('nosniff');
      }
    });

    test('the address of a folder without its slash leads to the one with it', async () => {
      const { status, headers } = await ask(`${origin + base}rlhf`);
      expect([301, 308]).toContain(status);
      expect(new URL(headers.location ?? '', origin).href).toBe(`${origin + base}rlhf/`);
      expect(headers.location).not.toContain('http:');
    });

    test('an alias leads to its article', async () => {
      const [, from = '', to = ''] = /^(\S+) (\S+) 301$/m.exec(readFileSync(join(out, '_redirects'), 'utf8')) ?? [];
      expect((await ask(origin + from)).body.toString()).toContain(`url=${to}"`);
      expect(existsSync(join(out, outputPath(to, base)))).toBe(true);
    });

    test('texts are compressed, by the copies that were built, for those who accept that', async () => {
      const script = filesOf(join(out, 'mermaid')).find((path) => path.endsWith('mermaid.esm.min.mjs'));
      for (const [address, path] of [
        [base, 'index.html'],
        [`${base}mermaid/${script}`, `mermaid/${script}`],
        [`${base}graph.json`, 'graph.json'],
      ] as const) {
        const file = readFileSync(join(out, path));
        expect((await ask(origin + address)).headers['content-encoding']).toBeUndefined();
        for (const encoding of started.encodings) {
          const { headers, body } = await ask(origin + address, { 'accept-encoding': encoding });
          expect([path, headers['content-encoding']]).toEqual([path, encoding]);
          expect(headers.vary?.toLowerCase()).toContain('accept-encoding');
          expect(body.equals(readFileSync(join(out, path + (encoding === 'br' ? '.br' : '.gz'))))).toBe(true);
          expect((encoding === 'br' ? brotliDecompressSync : gunzipSync)(body).equals(file)).toBe(true);
        }
        const { headers } = await ask(origin + address, { 'accept-encoding': 'gzip, deflate, br' });
        expect(headers['content-encoding']).toBe(started.encodings[0]);
      }
    });

    test('a page that has not changed is not sent again', async () => {
      const { headers } = await ask(origin + base);
      const answer = await ask(origin + base, { 'if-none-match': headers.etag ?? '' });
      expect([answer.status, answer.body.length]).toEqual([304, 0]);
    });
  },
);

const nginx = programOf('nginx');

test.skipIf(nginx === undefined)('the configuration in the README serves a site below a path', async () => {
  const readme = readFileSync(join(project, 'README.md'), 'utf8');
  const server = codeBlocks(readme).find(({ info }) => info === 'nginx')?.text ?? '';
  const command = /^npx sourcebook build (.* --base .*)$/m.exec(readme)?.[1]?.split(' ') ?? [];
  expect(command).toEqual(['--content', 'notes', '--base', '/wiki/', '--out', 'site/wiki']);
  const folder = join(vault.folder, 'of-readme');
  const site = join(folder, 'site');
  mkdirSync(folder);
  expect((await vault.build('--base', '/wiki/', '--out', join(site, 'wiki'))).code).toBe(0);
  const port = await freePort();
  const child = startNginx(nginx ?? '', folder, server.replace('80', `127.0.0.1:${port}`).replace(/(?<=root )[^;]+/, site));
  onTestFinished(() => stop(child));
  const origin = `http://127.0.0.1:${port}`;
  await answers(origin);
  expect((await ask(`${origin}/wiki/concepts/rlhf/`)).body.toString()).toContain('<article');
  expect((await ask(`${origin}/wiki/concepts/rlhf`)).headers.location).toBe('/wiki/concepts/rlhf/');
  expect((await ask(`${origin}/`)).headers.location).toBe('/wiki/');
  const missing = await ask(`${origin}/wiki/none/`);
  expect([missing.status, missing.body.equals(readFileSync(join(site, 'wiki/404.html')))]).toEqual([404, true]);
});
