/** When the files of a vault were last changed, as the git repository tells that the vault is part of. */
import { execFileSync } from 'node:child_process';

/** Commits further back tell nothing. */
const maxCommits = 2000;
/** Milliseconds after which git is not waited for. */
const maxWait = 8000;
const maxBytes = 64 * 1024 * 1024;

/** The last change of each file, in ISO 8601 and UTC, by its path now; files that are gone have none. */
export type GitHistory = ReadonlyMap<string, string>;

/** Names the state of the repository: where it is the same, the history is. Undefined without git, a repository, or a commit. */
export function gitState(root: string): string | undefined {
  const [head, isShallow, prefix] = git(root, 'rev-parse', 'HEAD', '--is-shallow-repository', '--show-prefix')?.split('\n') ?? [];
  return head === undefined || head === '' ? undefined : [head, isShallow, prefix].join(' ');
}

/**
 * One walk through the last commits that touched the vault, the newest first, following renames. The first commit of a shallow
 * clone seems to have made every file and says nothing of any. Undefined where git gives no answer in time.
 */
export function readGitHistory(root: string): GitHistory | undefined {
  const format = `--format=${recordStart}%P${recordStart}%at`;
  const text = git(
    root,
    ...['-c', 'log.showSignature=false', 'log', `--max-count=${maxCommits}`, '--no-merges', '--no-ext-diff', '--no-color'],
    ...['--name-status', '--find-renames', '-z', '--relative', format, '--', '.'],
  );
  if (text === undefined) return undefined;
  const isShallow = git(root, 'rev-parse', '--is-shallow-repository')?.trim() === 'true';
  return historyOf(text, isShallow);
}

/** Starts a commit in the output of `git log`, and parts its fields; no path of a file and no field holds it. */
const recordStart = '\u0001';

/** @param text what `git log --name-status -z` says of commits, the newest first, with the format above */
export function historyOf(text: string, isShallow: boolean): Map<string, string> {
  const changes = new Map<string, string>();
  /** What a path is called now, of those that were renamed later; undefined when that file is gone. */
  const names = new Map<string, string | undefined>();
  const nameOf = (path: string): string | undefined => (names.has(path) ? names.get(path) : path);
  const [, ...fields] = text.split(recordStart);
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [seconds = '', ...parts] = (fields[at + 1] ?? '').split('\0').map((part) => part.replace(/^\n/, ''));
    if (isShallow && fields[at] === '') continue;
    const instant = new Date(Number(seconds) * 1000);
    if (seconds === '' || Number.isNaN(instant.getTime())) continue;
    const iso = instant.toISOString().replace('.000Z', 'Z');
    const touched = (path: string): void => {
      const name = nameOf(path);
      if (name !== undefined && !changes.has(name)) changes.set(name, iso);
    };
    for (let part = 0; part < parts.length; part++) {
      const status = parts[part] ?? '';
      if (/^[RC]/.test(status)) {
        const [from = '', to = ''] = [parts[++part], parts[++part]];
        touched(to);
        if (status.startsWith('R')) names.set(from, nameOf(to));
        // An earlier file of this name was another.
        names.set(to, undefined);
      } else if (/^[AMTD]/.test(status)) {
        const path = parts[++part] ?? '';
        if (status === 'D') {
          // What is called so now was made later.
          if (!names.has(path) && !changes.has(path)) names.set(path, undefined);
        } else touched(path);
      }
    }
  }
  return changes;
}

/** Variables by which git would look at another repository than the one that the folder is in. */
const misleading = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

function git(root: string, ...args: string[]): string | undefined {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  for (const name of misleading) Reflect.deleteProperty(env, name);
  try {
    return execFileSync('git', ['--no-pager', '-C', root, '-c', 'core.quotePath=false', ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: maxWait,
      maxBuffer: maxBytes,
    });
  } catch {
    return undefined;
  }
}
