import { buildSite } from '../publish/build.ts';
import { LeakError } from '../publish/proof.ts';
import { isBasePath, isSiteAddress } from '../site/addresses.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import type { Command } from './command.ts';
import { readOptions, UsageError } from './command.ts';
import { exceededLimits } from './host-limits.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { codesText, countsText, errorText, noArticles, plural, progressLine, sizeText, textOf } from './report.ts';

/** Errors shown by a build; `check` shows all findings. */
const maxShown = 20;

export const build: Command = {
  name: 'build',
  summary: 'builds the whole site',
  help: `Usage: sourcebook build [options]

  --content DIR   the folder of markdown            (default: content)
  --out DIR       the output folder                 (default: dist)
  --base /path/   path of the site on its host      (default: base of sourcebook.yaml, else /)
  --site URL      address of the site               (default: url of sourcebook.yaml)
  --drafts        also publish drafts; private articles stay private
  --audience NAME also publish what is for this audience only (default: public)
  --no-proof      do not look for traces of private articles in the site
  --precompress   also write compressed copies of texts (.br, .gz), for hosts that send them
  --strict        exit with 1 when there are errors (\`check --strict\`: or warnings)
  --force         rebuild everything
  --timings       print the time of each phase, as JSON on stderr
${ownCodeHelp}

Exit: 0 built, 1 with --strict and an error or if the site would say something of a private article, 2 could not run.`,
  async run(args) {
    const options = readOptions('build', args, {
      content: { type: 'string', default: 'content' },
      out: { type: 'string', default: 'dist' },
      base: { type: 'string' },
      site: { type: 'string' },
      drafts: { type: 'boolean', default: false },
      audience: { type: 'string', default: everyone },
      'no-proof': { type: 'boolean', default: false },
      precompress: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      timings: { type: 'boolean', default: false },
      ...ownCodeOptions,
    });
    const started = performance.now();
    checkAddress(options);
    const progress = progressLine();
    const { content, out, base, site, drafts, audience, precompress, force } = options;
    const waiting = `Another build writes to ${out}; this one waits until it has ended.`;
    try {
      const report = await buildSite(
        {
          content,
          out,
          drafts,
          audience: audience.toLowerCase(),
          precompress,
          force,
          proof: !options['no-proof'],
          ownCode: ownCodeFile(options),
          onWait: () => console.error(waiting),
          ...(base !== undefined && { base }),
          ...(site !== undefined && { site }),
        },
        progress.show,
      );
      progress.clear();
      const { counts, errors } = report;
      for (const diagnostic of errors.slice(0, maxShown)) console.error(textOf(diagnostic, process.stderr));
      if (errors.length > maxShown) console.error(`… and ${plural(errors.length - maxShown, 'more error')}.`);
      if (errors.length > 0) console.error(codesText(errors));
      if (counts.error + counts.warning > 0) console.error(`${countsText(counts)}; \`sourcebook check\` lists them.`);
      if (report.articles === 0) console.error(noArticles);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `Built ${plural(report.articles, 'article')} into ${out}: ${plural(report.pages, 'page')}, ${report.rendered.toLocaleString('en')} of them made anew, in ${seconds} s. The site has ${plural(report.size.files, 'file')} of ${sizeText(report.size.bytes)}.`,
      );
      for (const sentence of exceededLimits(report.size)) console.error(sentence);
      if (process.stdout.isTTY || npmRuns()) console.log(`Look at it with \`${previewCommand(out)}\`.`);
      if (options.timings) console.error(JSON.stringify(report.phases));
      return options.strict && counts.error > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof LeakError)) throw error;
      progress.clear();
      console.error(errorText(error.message, error.code, process.stderr));
      return 1;
    } finally {
      progress.clear();
    }
  },
};

/** True if npm runs this command as a script of package.json. */
function npmRuns(): boolean {
  return process.env['npm_lifecycle_event'] === 'build';
}

/** True if npx runs this command: a shell may not find it. */
function isInstalledHere(): boolean {
  return process.env['npm_command'] === 'exec';
}

/** The preview command to type after this build. */
function previewCommand(out: string): string {
  const command = npmRuns() ? 'npm run preview' : `${isInstalledHere() ? 'npx ' : ''}sourcebook preview`;
  if (out === 'dist') return command;
  return `${command}${npmRuns() ? ' --' : ''} --out ${out}`;
}

/** @throws UsageError */
function checkAddress({ base, site }: { base?: string | undefined; site?: string | undefined }): void {
  if (base !== undefined && !isBasePath(base)) {
    throw new UsageError(`\`--base\` takes a path such as /docs/, not \`${base}\`.`);
  }
  if (site !== undefined && !isSiteAddress(site)) {
    throw new UsageError(`\`--site\` takes an address such as https://wiki.example, not \`${site}\`.`);
  }
}
