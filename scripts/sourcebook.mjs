#!/usr/bin/env node
import { startSourcebook } from './launch.mjs';

await startSourcebook(process.argv.slice(2));
