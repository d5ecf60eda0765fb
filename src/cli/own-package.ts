/** What the package knows of itself: its version, its repository, and where its documentation is. */
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '../publish/memory/place.ts';

interface Manifest {
  readonly version: string;
  /** Releases name it. */
  readonly repository?: { readonly url: string };
}

const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Manifest;

/** Version of this package. */
export const packageVersion = manifest.version;

/** `owner/name` of the repository on GitHub that this package is from; undefined in a clone. */
export const repositoryName = repositoryNameOf(manifest.repository?.url);

export function repositoryNameOf(url: string | undefined): string | undefined {
  return /github\.com[/:]([^/]+\/[^/]+?)(?:\.git)?$/.exec(url ?? '')?.[1];
}

/**
 * Where a page of the documentation can be read: on GitHub, in the version that runs, or else its file.
 *
 * @param page path in `docs/`, such as `reference/errors.md#site-missing`
 */
export function docsAddress(page: string, repository = repositoryName): string {
  if (repository !== undefined) return `https://github.com/${repository}/blob/v${packageVersion}/docs/${page}`;
  const file = join(projectRoot, 'docs', page);
  const fromHere = relative(process.cwd(), file);
  return fromHere.startsWith(`..${sep}`) ? file : fromHere;
}
