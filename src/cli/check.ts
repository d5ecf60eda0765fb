import { relative, resolve } from 'node:path';
import { Crew } from '../publish/crew.ts';
import { openLibrary, readVaultConfig } from '../publish/library.ts';
import { countBySeverity } from '../wiki/diagnostics.ts';
import { type Command, readOptions, UsageError } from './command.ts';
import { countsText, githubOf, plural, progressLine, textOf } from './report.ts';

const formats = ['text', 'json', 'github'] as const;

export const check: Command = {
  name: 'check',
  summary: 'says what is wrong in a wiki, without building it',
  help: `Usage: sourcebook check [options]

  --content DIR     the folder of markdown                     (default: content)
  --format FORMAT   text, json, or github (annotations)        (default: text)
  --strict          count warnings as errors

Exit: 0 no errors, 1 errors, 2 could not run.`,
  async run(args) {
    const options = readOptions('check', args, {
      content: { type: 'string', default: 'content' },
      format: { type: 'string', default: 'text' },
      strict: { type: 'boolean', default: false },
    });
    const format = formats.find((each) => each === options.format);
    if (!format) throw new UsageError(`\`--format\` takes ${formats.join(', ')}, not \`${options.format}\`.`);
    const progress = progressLine();
    const crew = new Crew();
    const opening = openLibrary(
      { content: options.content, includeDrafts: false, force: false },
      readVaultConfig(options.content),
      crew,
      progress.show,
    );
    const library = await opening.finally(() => {
      progress.clear();
      return crew.dismiss();
    });
    const { diagnostics, wiki } = library;
    const counts = countBySeverity(diagnostics);
    switch (format) {
      case 'json':
        console.log(JSON.stringify({ version: 1, articles: wiki.articles.length, diagnostics, counts }, null, 2));
        break;
      case 'github': {
        const folder = relative(process.cwd(), resolve(options.content)).replaceAll('\\', '/');
        for (const diagnostic of diagnostics) console.log(githubOf(diagnostic, folder === '' ? '' : `${folder}/`));
        break;
      }
      case 'text':
        for (const diagnostic of diagnostics) console.log(textOf(diagnostic, process.stdout));
        console.error(`${plural(wiki.articles.length, 'article')}: ${countsText(counts)}.`);
    }
    return counts.error > 0 || (options.strict && counts.warning > 0) ? 1 : 0;
  },
};
