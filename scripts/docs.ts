// npm run docs             writes the generated pages of docs/reference, and the severity into each page of a code
// npm run docs -- --check  fails if one of them is out of date
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder, outdatedPages } from './docs/pages.ts';

const outdated = outdatedPages();
const isCheck = process.argv.includes('--check');
for (const { path, text } of outdated) {
  if (isCheck) console.error(`docs/${path} is out of date; \`npm run docs\` writes it.`);
  else {
    writeFileSync(join(docsFolder, path), text);
    console.log(`docs/${path}`);
  }
}
if (isCheck && outdated.length > 0) process.exitCode = 1;
