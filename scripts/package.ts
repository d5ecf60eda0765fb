/**
 * Makes what `npm pack` puts into a package, which it runs as the script `prepack`:
 *
 * - `lib/`: JavaScript with declarations and source maps, the compiled theme, its sources, the files of mermaid, and the schema of
 *   sourcebook.yaml
 * - THIRD-PARTY.md: the licences of other people's work in it
 * - a package.json without what only a clone needs, until `postpack` runs this with `--restore`
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { templateSources } from '../src/publish/memory/versions.ts';
import { mermaidForBrowsers } from '../src/publish/mermaid-files.ts';
import { compileTemplates } from '../src/publish/theme.ts';
import { configJsonSchema } from '../src/site/settings.ts';
import { replaceManifest, restoreManifest } from './manifest.ts';
import { thirdPartyText } from './third-party.ts';

const root = join(import.meta.dirname, '..');
const lib = join(root, 'lib');

if (process.argv.includes('--restore')) restoreManifest(root);
else await makePackage();

async function makePackage(): Promise<void> {
  rmSync(lib, { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.package.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  restoreManifest(root);
  const themed = await compileTemplates(join(lib, 'theme'));
  for (const path of templateSources) cpSync(join(root, path), join(lib, 'theme-sources', path), { recursive: true });
  copyMermaid(join(lib, 'mermaid'));
  writeFileSync(join(lib, 'sourcebook.schema.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  writeFileSync(join(root, 'THIRD-PARTY.md'), thirdPartyText(root, themed, ['mermaid']));
  replaceManifest(root);
}

/** The files of mermaid that sites and the parser use, without its maps and sources. */
function copyMermaid(folder: string): void {
  const { version, files } = mermaidForBrowsers();
  for (const [path, file] of files) {
    const name = path.slice(version.length + 1);
    const target = join(folder, name === 'LICENSE' ? name : join('dist', name));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'mermaid', version, license: 'MIT', type: 'module' }));
}
