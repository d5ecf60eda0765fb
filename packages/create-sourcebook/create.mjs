#!/usr/bin/env node
// `npm create sourcebook DIR -- OPTIONS` runs `sourcebook init DIR OPTIONS`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const manifest = require.resolve('sourcebook/package.json');
process.argv.splice(2, 0, 'init');
await import(pathToFileURL(path.join(path.dirname(manifest), require(manifest).bin.sourcebook)).href);
