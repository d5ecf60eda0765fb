import { startDevServer } from '../publish/dev-server.ts';
import { countBySeverity } from '../wiki/diagnostics.ts';
import { type Command, readOptions, readPort } from './command.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { countsText, noArticles, plural, progressLine } from './report.ts';

export const dev: Command = {
  name: 'dev',
  summary: 'serves a wiki live while you write it',
  help: `Usage: sourcebook dev [options]

  --content DIR   the folder of markdown          (default: content)
  --port N        port; 0 takes a free one        (default: 4321)
  --audience NAME show what this audience gets, such as \`public\`, instead of everything
${ownCodeHelp}

Saving a file updates every page that shows something of it. Without --audience, private articles are shown.`,
  async run(args) {
    const options = readOptions('dev', args, {
      content: { type: 'string', default: 'content' },
      port: { type: 'string', default: '4321' },
      audience: { type: 'string' },
      ...ownCodeOptions,
    });
    const progress = progressLine();
    const server = await startDevServer(
      {
        content: options.content,
        port: readPort(options.port),
        audience: options.audience?.toLowerCase(),
        ownCode: ownCodeFile(options),
      },
      progress.show,
      ({ articles, diagnostics, milliseconds }) => {
        progress.clear();
        console.error(
          `${plural(articles, 'article')}, ${countsText(countBySeverity(diagnostics))} (${Math.round(milliseconds)} ms)`,
        );
        if (articles === 0) console.error(noArticles);
      },
      (sentence) => {
        progress.clear();
        console.error(sentence);
      },
    );
    console.log(`Showing ${options.content} at ${server.url} (Ctrl-C ends it)`);
    await server.closed;
    return 0;
  },
};
