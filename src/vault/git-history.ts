/** When the files of a vault were last changed, according to the git repository that contains the vault. */
import { execFileSync } from 'node:child_process';

/** Maximum number of commits to read. */
const maxCommits = 2000;
/** Timeout for git, in milliseconds. */
const maxWait = 8000;
const maxBytes = 64 * 1024 * 1024;

/** The last change of each existing file, by its current path. ISO 8601, UTC. */
export type GitHistory = ReadonlyMap<string, string>;

/** Identifies the state of the repository: the same state has the same history. Undefined without git, a repository or a commit. */
export function gitState(root: string): string | undefined {
  const [head, isShallow, prefix] = git(root, 'rev-parse', 'HEAD', '--is-shallow-repository', '--show-prefix')?.split('\n') ?? [];
  return head === undefined || head === '' ? undefined : [head, isShallow, prefix].join(' ');
}

/** The address that the repository was cloned from, and the place of the vault in it; undefined if it has none. */
export function gitOrigin(root: string): string | undefined {
  const url = git(root, 'config', '--get', 'remote.origin.url')?.trim();
  return url ? `${url} ${git(root, 'rev-parse', '--show-prefix')?.trim() ?? ''}` : undefined;
}

/**
 * Reads the last commits that touched the vault, newest first, and follows renames. Ignores the first commit of a shallow clone,
 * which seems to have added every file. Undefined if git does not answer in time.
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

/** Starts a commit in the output of `git log` and separates its fields. No path or field contains it. */
const recordStart = '\u0001';

/** @param text output of `git log --name-status -z` with the format above, newest commit first */
export function historyOf(text: string, isShallow: boolean): Map<string, string> {
  const changes = new Map<string, string>();
  /** The current path of each file that was renamed later; undefined if the file no longer exists. */
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
        // An earlier file with this name was a different file.
        names.set(to, undefined);
      } else if (/^[AMTD]/.test(status)) {
        const path = parts[++part] ?? '';
        if (status === 'D') {
          // The file that has this name now was added later.
          if (!names.has(path) && !changes.has(path)) names.set(path, undefined);
        } else touched(path);
      }
    }
  }
  return changes;
}

/** Environment variables that make git read a repository other than the one that contains the folder. Git sets them for hooks. */
export const misleading = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

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
