/** A vault as a git repository has it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { misleading } from './git-history.ts';
import { VaultError } from './listing.ts';

/**
 * Writes the files that a revision has of a vault into an empty folder. Neither the working tree nor the index of the repository
 * changes.
 *
 * @param root folder of the vault, in a repository
 * @param revision such as `main`, `HEAD~1`
 * @param folder where a subfolder for the files is made
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
  const target = join(folder, 'files');
  mkdirSync(join(target, prefix), { recursive: true });
  const paths = git(['-C', top, 'ls-files', '-z', '--', prefix === '' ? '.' : prefix]);
  git(['-C', top, 'checkout-index', '--quiet', '--stdin', '-z', `--prefix=${target}/`], paths);
  return join(target, prefix);
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
