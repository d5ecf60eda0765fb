/** The licences of other people's work in the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceOf } from './licences.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * A document in markdown with the licence texts of packages that are a part of this one, in compiled form, and of the fonts.
 *
 * @param root the folder of the project
 * @param parts packages of which a part is in the theme
 * @param bundles packages that hold others: all that they depend on are named, since a bundle does not tell what it left out
 */
export function thirdPartyText(root: string, parts: readonly string[], bundles: readonly string[]): string {
  const found = new Map<string, string>();
  const visit = (name: string, from: string, isBundle: boolean): void => {
    const folder = folderOf(name, from);
    if (folder === undefined || found.has(folder)) return;
    const { name: own, version, license, dependencies = {} } = manifestOf(folder);
    found.set(folder, `## ${own} ${version}\n\n${licenceOf(own, version, license) ?? ''}\n\n${textIn(folder)}`);
    if (isBundle) for (const each of Object.keys(dependencies)) visit(each, folder, true);
  };
  for (const name of parts) visit(name, root, false);
  for (const name of bundles) visit(name, root, true);
  const fonts = ['OFL.txt', 'OFL-math.txt'].map((name) => readFileSync(join(root, 'src/theme/fonts', name), 'utf8').trim());
  return [
    '# Work of others in this package',
    'The compiled theme and the copy of mermaid hold, whole or in part, the packages below; the theme has the fonts at the end. Packages that npm installs beside this one bring their own licences.',
    ...[...found.values()].sort(),
    ...fonts.map((text) => `## Fonts\n\n\`\`\`text\n${text}\n\`\`\``),
    '',
  ].join('\n\n');
}

function folderOf(name: string, from: string): string | undefined {
  for (let at = from; at.includes('/'); at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The files of a package that name its licence. */
function textIn(folder: string): string {
  const names = readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name));
  return names.map((name) => `\`\`\`text\n${readFileSync(join(folder, name), 'utf8').trim()}\n\`\`\``).join('\n\n');
}
