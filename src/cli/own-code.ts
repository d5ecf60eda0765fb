/** The options by which commands find the wiki's own code, `sourcebook.config.ts`. */
import { relative } from 'node:path';
import { isFromVault, ownCodeIn } from '../publish/own-code/load.ts';

export const ownCodeOptions = {
  config: { type: 'string' },
  'no-config': { type: 'boolean', default: false },
} as const;

/** The lines of a command's help about these options. */
export const ownCodeHelp = `  --config FILE   the wiki's own code               (default: sourcebook.config.ts, .mts, .js or .mjs of this folder)
  --no-config     do not run it`;

interface OwnCodeValues {
  readonly content: string;
  readonly config?: string | undefined;
  readonly 'no-config': boolean;
}

/**
 * The file with the wiki's own code: the one named, or that of the current folder. One in the content folder is run only if it is
 * named, since it may have come with the notes of somebody else.
 *
 * @returns its path; undefined if there is none to run
 */
export function ownCodeFile({ content, config, 'no-config': isOff }: OwnCodeValues): string | undefined {
  if (isOff) return undefined;
  if (config !== undefined) return config;
  const file = ownCodeIn(process.cwd());
  if (file === undefined || !isFromVault(file, content)) return file;
  const name = relative('.', file);
  console.error(
    `${name} is in the content folder, so it is not run; \`--config ${name}\` runs it, \`--no-config\` says nothing of it.`,
  );
  return undefined;
}
