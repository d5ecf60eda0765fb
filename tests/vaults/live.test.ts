/** A live site of a folder that is written to in every way that editors and tools have. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Served, serve, temporaryVault, textOf, type Vault, vaultOf } from '../support/site.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((passed) => setTimeout(passed, milliseconds));

interface Live extends Served {
  readonly text: (page: string) => Promise<string>;
  /** Waits until a page says it. */
  readonly shows: (page: string, words: string) => Promise<void>;
  /** How often browsers were told to load again since the server started. */
  readonly updates: () => number;
}

async function live(vault: Vault): Promise<Live> {
  const { url, ...server } = await serve('dev', '--content', vault.content);
  const text = async (page: string): Promise<string> => textOf(await (await fetch(new URL(page, url))).text());
  let updates = 0;
  const changes = await fetch(new URL('__sourcebook/changes', url));
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of changes.body ?? []) updates += decoder.decode(chunk).split('data: changed').length - 1;
  })().catch(() => {});
  return {
    url,
    text,
    updates: () => updates,
    shows: async (page, words) => {
      await expect.poll(() => text(page), { timeout: 10_000, interval: 25 }).toContain(words);
    },
    ...server,
  };
}

async function liveFor(vault: Vault): Promise<Live> {
  const site = await live(vault);
  onTestFinished(site.stop);
  return site;
}

const git = (folder: string, ...args: string[]): void => {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], { cwd: folder, env, stdio: 'ignore' });
};

/** Ways to save a file. All that they write has the same length. */
const ways: Readonly<Record<string, (file: string, text: string) => void | Promise<void>>> = {
  'in place': (file, text) => writeFileSync(file, text),
  'a temporary file beside it, renamed over it': (file, text) => {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  },
  'a temporary dot-file, renamed over it (Syncthing)': (file, text) => {
    const temporary = join(dirname(file), `.syncthing.${basename(file)}.tmp`);
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  },
  'a temporary file of another folder, renamed over it': (file, text) => {
    const temporary = `${dirname(file)}-outside.tmp`;
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  },
  'the old file renamed to a backup, a new one made (vim)': (file, text) => {
    renameSync(file, `${file}~`);
    writeFileSync(file, text);
    unlinkSync(`${file}~`);
  },
  'removed and made again': (file, text) => {
    unlinkSync(file);
    writeFileSync(file, text);
  },
  'removed and made again a while later': async (file, text) => {
    unlinkSync(file);
    await pause(60);
    writeFileSync(file, text);
  },
  'emptied, filled a while later': async (file, text) => {
    truncateSync(file);
    await pause(60);
    writeFileSync(file, text);
  },
  'written piece by piece': async (file, text) => {
    truncateSync(file);
    for (const piece of text.match(/.{1,5}/gs) ?? []) {
      appendFileSync(file, piece);
      await pause(15);
    }
  },
  'copied with the time of the old file': (file, text) => {
    const { atime, mtime } = statSync(file);
    writeFileSync(`${file}.tmp`, text);
    utimesSync(`${file}.tmp`, atime, mtime);
    renameSync(`${file}.tmp`, file);
  },
  'in place, keeping the time of the file': (file, text) => {
    const { mtime } = statSync(file);
    writeFileSync(file, text);
    utimesSync(file, new Date(), mtime);
  },
  'sed -i': (file, text) => {
    execFileSync('sed', ['-i', `s/.*/${text}/`, file]);
  },
};

describe('every way of saving is noticed, five times in a row', () => {
  let vault: Vault & { dispose: () => void };
  let site: Live;
  let count = 100;

  beforeAll(async () => {
    vault = temporaryVault({ 'Mars.md': 'State 100 of Mars.', 'moons/Io.md': 'State 100 of Io.' });
    site = await live(vault);
  });
  afterAll(() => {
    site.stop();
    vault.dispose();
  });

  test.each(Object.entries(ways))('%s', async (_, save) => {
    for (const [path, page, name] of [
      ['Mars.md', 'mars/', 'Mars'],
      ['moons/Io.md', 'moons/io/', 'Io'],
    ] as const) {
      for (let n = 0; n < 5; n++) {
        const text = `State ${++count} of ${name}.`;
        await save(join(vault.content, path), text);
        await site.shows(page, text);
      }
    }
  });

  test('git checkout', async () => {
    git(vault.content, 'init', '-q', '-b', 'main');
    for (const branch of ['even', 'odd']) {
      git(vault.content, 'checkout', '-q', '-b', branch);
      vault.write({ 'Mars.md': `Mars on ${branch} days.` });
      git(vault.content, 'add', '.');
      git(vault.content, 'commit', '-q', '-m', branch);
      await site.shows('mars/', `Mars on ${branch} days.`);
    }
    for (let n = 0; n < 6; n++) {
      const branch = n % 2 === 0 ? 'even' : 'odd';
      git(vault.content, 'checkout', '-q', branch);
      await site.shows('mars/', `Mars on ${branch} days.`);
    }
    rmSync(join(vault.content, '.git'), { recursive: true });
  });

  test('saves that follow each other without a pause end with the last', async () => {
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 25; n++) {
        const save = n % 2 === 0 ? ways['in place'] : ways['a temporary file beside it, renamed over it'];
        await save?.(join(vault.content, 'Mars.md'), `State ${++count} of Mars.`);
        await pause((n * 7) % 45);
      }
      await site.shows('mars/', `State ${count} of Mars.`);
    }
  });

  test('a picture and the settings', async () => {
    vault.write({ 'Mars.md': '![Mars](mars.svg)' });
    for (let n = 0; n < 6; n++) {
      const save = n % 2 === 0 ? 'in place' : 'a temporary file beside it, renamed over it';
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${100 + n}" height="50"><circle r="${n}"/></svg>`;
      vault.write({ 'mars.svg': readOr(vault, 'mars.svg'), 'sourcebook.yaml': readOr(vault, 'sourcebook.yaml') });
      await ways[save]?.(join(vault.content, 'mars.svg'), drawing);
      await expect
        .poll(async () => (await fetch(`${site.url}mars/`)).text(), { timeout: 10_000 })
        .toContain(`width="${100 + n}"`);
      expect(await (await fetch(`${site.url}attachments/mars.svg`)).text()).toContain(`r="${n}"`);
      await ways[save]?.(join(vault.content, 'sourcebook.yaml'), `title: Atlas ${n}\n`);
      await site.shows('mars/', `Atlas ${n}`);
    }
  });

  test('folders made, moved in, moved out, and replaced', async () => {
    const outside = join(vault.folder, 'outside');
    for (let n = 0; n < 6; n++) {
      vault.write({ [`new-${n}/deep/er/Io.md`]: `Io in new ${n}.` });
      await site.shows(`new-${n}/deep/er/io/`, `Io in new ${n}.`);
      vault.write({ [`new-${n}/deep/er/Io.md`]: `Io again in ${n}.` });
      await site.shows(`new-${n}/deep/er/io/`, `Io again in ${n}.`);

      renameSync(join(vault.content, `new-${n}`), outside);
      await site.shows(`new-${n}/deep/er/io/`, 'is no page here');
      writeFileSync(join(outside, 'deep/er/Io.md'), `Io back in ${n}.`);
      renameSync(outside, join(vault.content, 'moved'));
      await site.shows('moved/deep/er/io/', `Io back in ${n}.`);
      vault.write({ 'moved/deep/er/Io.md': `Io saved in ${n}.` });
      await site.shows('moved/deep/er/io/', `Io saved in ${n}.`);

      cpSync(join(vault.content, 'moved'), outside, { recursive: true });
      rmSync(join(vault.content, 'moved'), { recursive: true });
      renameSync(outside, join(vault.content, 'moved'));
      vault.write({ 'moved/deep/er/Io.md': `Io replaced in ${n}.` });
      await site.shows('moved/deep/er/io/', `Io replaced in ${n}.`);
      vault.remove('moved');
    }
  });

  test('the whole vault is removed, restored, and replaced', async () => {
    const away = join(vault.folder, 'away');
    for (let n = 0; n < 6; n++) {
      vault.write({ 'Mars.md': `Mars before ${n}.` });
      await site.shows('mars/', `Mars before ${n}.`);
      renameSync(vault.content, away);
      await pause(n * 150);
      expect(await site.text('mars/')).toContain(`Mars before ${n}.`);
      if (n % 2 === 0) renameSync(away, vault.content);
      else {
        cpSync(away, vault.content, { recursive: true });
        rmSync(away, { recursive: true });
      }
      vault.write({ 'Mars.md': `Mars after ${n}.`, 'moons/Io.md': `Io after ${n}.` });
      await site.shows('mars/', `Mars after ${n}.`);
      await site.shows('moons/io/', `Io after ${n}.`);
    }
    const told = site.stderr().match(/The content folder .* does not exist\. The wiki is shown as it was until this changes\./g);
    expect(told?.length).toBeGreaterThan(0);
    expect(told?.length).toBeLessThanOrEqual(6);
    expect(site.stderr()).not.toContain('Internal error');
  });
});

test('a checkout of 500 files is one change or a few, and shows all of them', async () => {
  const names = Array.from({ length: 500 }, (_, n) => `Star ${n}`);
  const files = (state: string): Record<string, string> =>
    Object.fromEntries(names.map((name) => [`stars/${name}.md`, `${name} is ${state}.`]));
  const vault = vaultOf(files('young'));
  git(vault.content, 'init', '-q', '-b', 'young');
  git(vault.content, 'add', '.');
  git(vault.content, 'commit', '-q', '-m', 'young');
  git(vault.content, 'checkout', '-q', '-b', 'old');
  vault.write(files('old'));
  git(vault.content, 'commit', '-q', '-a', '-m', 'old');
  const site = await liveFor(vault);
  const before = site.updates();
  for (const state of ['young', 'old', 'young']) {
    git(vault.content, 'checkout', '-q', state);
    await site.shows('stars/star-499/', `Star 499 is ${state}.`);
    for (const n of [0, 123, 321]) await site.shows(`stars/star-${n}/`, `Star ${n} is ${state}.`);
  }
  expect(site.updates() - before).toBeLessThanOrEqual(30);
});

test('a folder that is no longer excluded is watched', async () => {
  const vault = vaultOf({ 'Mars.md': 'Red.', 'drafts/Vulcan.md': 'Guessed.', 'sourcebook.yaml': 'exclude: [drafts]\n' });
  const site = await liveFor(vault);
  await site.shows('drafts/vulcan/', 'is no page here');
  vault.write({ 'sourcebook.yaml': 'exclude: []\n' });
  await site.shows('drafts/vulcan/', 'Guessed.');
  for (let n = 0; n < 5; n++) {
    vault.write({ 'drafts/Vulcan.md': `Guessed ${n} times.` });
    await site.shows('drafts/vulcan/', `Guessed ${n} times.`);
  }
});

test('targets of symbolic links, inside the vault and outside, are watched; so are the links', async () => {
  const vault = vaultOf({ 'Mars.md': 'Red.', '.hidden/Deimos.md': 'Small.', 'sourcebook.yaml': 'followSymlinks: true\n' });
  const outside = join(vault.folder, 'outside');
  mkdirSync(join(outside, 'moons'), { recursive: true });
  mkdirSync(join(outside, 'others'));
  writeFileSync(join(outside, 'moons/Io.md'), 'Volcanic.');
  writeFileSync(join(outside, 'others/Io.md'), 'A cow.');
  writeFileSync(join(outside, 'sun.md'), 'Hot.');
  symlinkSync('../outside/moons', join(vault.content, 'moons'));
  symlinkSync('../outside/sun.md', join(vault.content, 'Sun.md'));
  symlinkSync('.hidden', join(vault.content, 'shown'));
  const site = await liveFor(vault);
  const places = [
    [join(outside, 'moons/Io.md'), 'moons/io/'],
    [join(outside, 'sun.md'), 'sun/'],
    [join(vault.content, '.hidden/Deimos.md'), 'shown/deimos/'],
  ] as const;
  for (const name of ['in place', 'a temporary file beside it, renamed over it', 'removed and made again', 'in place'])
    for (const [file, page] of places)
      for (let n = 0; n < 5; n++) {
        await ways[name]?.(file, `Saved ${n} ${name}.`);
        await site.shows(page, `Saved ${n} ${name}.`);
      }
  for (let n = 0; n < 5; n++) {
    const target = n % 2 === 0 ? 'others' : 'moons';
    writeFileSync(join(outside, target, 'Io.md'), `Io of ${target} ${n}.`);
    unlinkSync(join(vault.content, 'moons'));
    symlinkSync(`../outside/${target}`, join(vault.content, 'moons'));
    await site.shows('moons/io/', `Io of ${target} ${n}.`);
    writeFileSync(join(outside, target, 'Io.md'), `Io of ${target} again ${n}.`);
    await site.shows('moons/io/', `Io of ${target} again ${n}.`);
  }
});

function readOr({ content }: Vault, path: string): string {
  try {
    return readFileSync(join(content, path), 'utf8');
  } catch {
    return '';
  }
}
