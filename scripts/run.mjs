// node scripts/run.mjs FILE [ARG …]: runs a script of this package or of its tools with a Node that Astro can run on.
import { launch } from './launch.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error('expected a file to run');
await launch(file, args);
