#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('src/cli/bin.ts', process.argv.slice(2));
