import { cacheLimit, clearCache, measureCache } from '../publish/memory/limit.ts';
import { cacheRoot } from '../publish/memory/place.ts';
import { type Command, readOptions, UsageError } from './command.ts';
import { plural, sizeText } from './report.ts';

export const cache: Command = {
  name: 'cache',
  summary: 'shows or clears what is kept between builds',
  help: `Usage: sourcebook cache [option]

Without an option: where the cache is, its size and its limit.

  --path    print its folder
  --size    print its size
  --clear   remove all of it but what a running sourcebook uses

The limit is 2 GB; SOURCEBOOK_CACHE_MAX=500MB changes it. When a build ends and the cache is larger, the vaults that
were used least recently are removed. The next build of such a vault makes everything again.

Exit: 0 done, 2 could not run.`,
  async run(args) {
    const options = readOptions('cache', args, {
      path: { type: 'boolean', default: false },
      size: { type: 'boolean', default: false },
      clear: { type: 'boolean', default: false },
    });
    const chosen = (['path', 'size', 'clear'] as const).filter((name) => options[name]);
    if (chosen.length > 1) throw new UsageError(`\`cache\` takes only one of --${chosen.join(', --')}.`, 'options-conflict');
    switch (chosen[0]) {
      case 'path':
        console.log(cacheRoot());
        break;
      case 'size':
        console.log(sizeText(measureCache().bytes));
        break;
      case 'clear':
        console.log(clear());
        break;
      case undefined:
        console.log(overview());
    }
    return 0;
  },
};

function overview(): string {
  const limit = cacheLimit();
  const { bytes, vaults } = measureCache();
  return `${cacheRoot()}\n${sizeText(bytes)} of at most ${sizeText(limit)}, ${plural(vaults, 'vault')}`;
}

function clear(): string {
  const before = measureCache().bytes;
  const inUse = clearCache();
  const removed = `Removed ${sizeText(Math.max(0, before - measureCache().bytes))} from ${cacheRoot()}.`;
  return inUse === 0 ? removed : `${removed} ${plural(inUse, 'vault')} in use: kept.`;
}
