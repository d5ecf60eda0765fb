/** Finds a Chromium for the browser tests, or installs one from the npm registry. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const packageFolder = join(import.meta.dirname, 'chromium-package');

/** What keeps a headless Chromium quiet and running in a container. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @throws an error that says what is missing and how to get it */
export async function launchChromium(): Promise<Browser> {
  const found = findInstalled();
  if (found !== undefined) return chromium.launch({ executablePath: found, args: flags });
  if (process.platform === 'linux' && process.arch === 'x64') return launchPackaged();
  throw new Error('The browser tests need Chrome or Chromium. Install one, or name it: CHROME_PATH=/path/to/chrome npm test');
}

function findInstalled(): string | undefined {
  const { CHROME_PATH: named } = process.env;
  if (named !== undefined && named !== '' && named !== 'none') {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    return named;
  }
  const candidates = named === 'none' ? [] : [...systemPaths, chromium.executablePath()];
  return candidates.find((path) => existsSync(path));
}

async function launchPackaged(): Promise<Browser> {
  const require = createRequire(join(packageFolder, 'package.json'));
  if (!existsSync(join(packageFolder, 'node_modules'))) {
    console.error('No Chrome or Chromium was found; installing one from the npm registry for these tests (70 MB).');
    execFileSync('npm', ['ci', '--prefix', packageFolder, '--ignore-scripts'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const { default: packaged } = (await import(pathToFileURL(require.resolve('@sparticuz/chromium')).href)) as {
    default: { executablePath: () => Promise<string> };
  };
  // Without the arguments of the package: with `--single-process` the browser ends with its first closed context.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: flags });
}
