/** Settings of `sourcebook.yaml` that name what a vault does not have, which only shows once its files are known. */
import { isNode } from 'yaml';
import { diagnosticIn } from '../wiki/diagnostics.ts';
import { didYouMean, suggester } from '../wiki/did-you-mean.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { folderPath } from '../wiki/resolve/link-roots.ts';
import { lineStartsOf } from '../wiki/text/lines.ts';
import { configFileName, type SiteConfig } from './config.ts';
import { navTarget } from './nav-target.ts';
import { readSettingsYaml } from './settings-yaml.ts';

/** What a vault has that settings may name. */
export interface VaultContents {
  /** Of all files of the vault. */
  readonly paths: readonly string[];
  /** Whether a name is that of one article. */
  readonly isArticle: (name: string) => boolean;
}

interface Unmet {
  /** Path of the value in the file. */
  readonly at: readonly string[];
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * A finding for each folder of `links: { roots: … }` and each target of `nav` that does not exist.
 *
 * @param text of the `sourcebook.yaml`
 */
export function unmetSettings(text: string, config: Pick<SiteConfig, 'roots' | 'nav'>, vault: VaultContents): Diagnostic[] {
  const unmet = [...unmetRoots(config, vault), ...unmetNav(config, vault)];
  if (unmet.length === 0) return [];
  const { document } = readSettingsYaml(text);
  const file = { path: configFileName, lineStarts: lineStartsOf(text) };
  return unmet.map(({ at, message, hint }) => {
    const node = document.getIn(at, true);
    const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
    return diagnosticIn('config-invalid', file, { start, end }, `\`${at.join('.')}\`: ${message}`, hint);
  });
}

function unmetRoots({ roots }: Pick<SiteConfig, 'roots'>, { paths }: VaultContents): Unmet[] {
  const declared = Object.entries(roots);
  if (declared.length === 0) return [];
  const folders = new Set(paths.flatMap((path) => foldersAbove(path.normalize('NFC'))));
  const names = suggester([...folders]);
  return declared.flatMap(([name, written]) => {
    const folder = folderPath(written);
    if (folder === '' || folders.has(folder)) return [];
    const message = `there is no folder \`${written}\` in the vault.`;
    return { at: ['links', 'roots', name], message, hint: didYouMean(names.near(folder)) };
  });
}

function unmetNav({ nav }: Pick<SiteConfig, 'nav'>, { isArticle }: VaultContents): Unmet[] {
  return nav.flatMap(([label, written]): Unmet[] => {
    const target = navTarget(written);
    const at = ['nav', label];
    if ('problem' in target) return [{ at, message: target.problem }];
    if (!('article' in target) || isArticle(target.article)) return [];
    const message = `there is no article \`${written}\`, or there are several.`;
    return [{ at, message, hint: 'Name it as a link would, or give a page such as `/types/`.' }];
  });
}

/** `a` and `a/b` of `a/b/c.md` */
function foldersAbove(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
