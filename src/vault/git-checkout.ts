/** A vault as a git repository has it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { basename, join } from 'node:path';
import { misleading } from './git-history.ts';
import { VaultError } from './listing.ts';

/**
 * Writes the files that a revision has of a vault into a folder. Neither the working tree nor the index of the repository changes.
 * If the folder holds another revision from an earlier call, only the files that differ are written, so that caches of the rest
 * stay valid.
 *
 * @param root folder of the vault, in a repository
 * @param revision such as `main`, `HEAD~1`
 * @param folder empty, or used for the same vault before
 * @returns the folder of the vault
 * @throws VaultError if there is no repository or no such revision
 */
export function checkOut(root: string, revision: string, folder: string): string {
  if (!existsSync(root)) throw new VaultError(`The content folder ${root} does not exist.`, 'content-missing');
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of misleading) Reflect.deleteProperty(env, name);
  // Large files are fetched for no comparison.
  Object.assign(env, { GIT_INDEX_FILE: join(folder, 'index'), GIT_LFS_SKIP_SMUDGE: '1' });
  const git = (args: readonly string[], input = ''): string => {
    try {
      return execFileSync('git', ['-C', root, ...quiet, ...args], {
        env,
        input,
        encoding: 'utf8',
        maxBuffer,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    } catch (error) {
      throw new VaultError(`git cannot give the revision \`${revision}\` of ${root}: ${reasonOfGit(error)}`, 'revision-unknown');
    }
  };
  // A name that looks like an option would be one.
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).trim();
  // Names of folders may begin and end with spaces.
  const prefix = git(['rev-parse', '--show-prefix']).replace(/\n$/, '');
  const top = git(['rev-parse', '--show-toplevel']).replace(/\n$/, '');
  git(['read-tree', commit]);
  const files = join(folder, 'files');
  // Named like the folder of the repository, which may name the wiki.
  const target = join(files, basename(top) || 'vault');
  const list = join(folder, listName);
  const rules = attributeFiles(prefix);
  const staged = git(['-C', top, 'ls-files', '--stage', '-z', '--', prefix === '' ? '.' : prefix, ...rules]);
  const wanted = entriesOf(staged, target, (path) => rules.includes(path));
  const present = entriesIn(list);
  const isUsable = present !== undefined && present.key === wanted.key;
  // Without the list, a later call starts over, should this one be interrupted.
  rmSync(list, { force: true });
  if (!isUsable) rmSync(files, { recursive: true, force: true });
  const old = new Map(isUsable ? present.entries : []);
  const now = new Map(wanted.entries);
  for (const path of old.keys()) if (!now.has(path)) rmSync(join(target, path), { recursive: true, force: true });
  const changed = wanted.entries.filter(([path, blob]) => old.get(path) !== blob).map(([path]) => path);
  mkdirSync(join(target, prefix), { recursive: true });
  if (changed.length > 0)
    git(
      ['-C', top, 'checkout-index', '--quiet', '--force', '--stdin', '-z', `--prefix=${target}/`],
      changed.map((path) => `${path}\0`).join(''),
    );
  writeFileSync(list, JSON.stringify(wanted));
  return join(target, prefix);
}

/** File with what a folder holds. */
const listName = 'files.json';

/** The files of a checkout. */
interface CheckedOut {
  /** Where the files are, and the attributes by which git writes them; other files follow from another key. */
  readonly key: string;
  /** Paths in the repository, with mode and id of each. */
  readonly entries: readonly (readonly [path: string, blob: string])[];
}

/** The files outside the vault that say how git writes files in it. */
function attributeFiles(prefix: string): string[] {
  const folders = prefix.split('/').slice(0, -1);
  return folders.map((_, depth) => [...folders.slice(0, depth), '.gitattributes'].join('/'));
}

/** @param staged output of `ls-files --stage -z` */
function entriesOf(staged: string, target: string, isRule: (path: string) => boolean): CheckedOut {
  const all = staged
    .split('\0')
    .filter((line) => line !== '')
    .map((line): [string, string] => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]);
  const rules = all.filter(([path]) => /(?:^|\/)\.gitattributes$/.test(path));
  return { key: JSON.stringify([target, rules]), entries: all.filter(([path]) => !isRule(path)) };
}

/** Undefined if the folder holds no checkout, or a part of one. */
function entriesIn(list: string): CheckedOut | undefined {
  try {
    return JSON.parse(readFileSync(list, 'utf8')) as CheckedOut;
  } catch {
    return undefined;
  }
}

/** No hook runs, no daemon starts, and names of folders are no patterns. */
const quiet = ['--literal-pathspecs', '-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false'];

const maxBuffer = 512 * 1024 * 1024;

/** @param error of `execFileSync` */
function reasonOfGit(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'git is not installed.';
  const [said] = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n') : [String(error)];
  // With --quiet, git says nothing of a revision that is not there.
  return said || 'it has no such commit.';
}
