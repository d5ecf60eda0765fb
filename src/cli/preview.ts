import { previewSite } from '../publish/preview-server.ts';
import { type Command, readOptions, readPort } from './command.ts';

export const preview: Command = {
  name: 'preview',
  summary: 'serves a built site as a static host would',
  help: `Usage: sourcebook preview [options]

  --out DIR     the built site                  (default: dist)
  --port N      port; 0 takes a free one        (default: 4321)`,
  async run(args) {
    const options = readOptions('preview', args, {
      out: { type: 'string', default: 'dist' },
      port: { type: 'string', default: '4321' },
    });
    const { url, closed } = await previewSite(options.out, readPort(options.port));
    console.log(`Serving ${options.out} at ${url} (Ctrl-C ends it)`);
    await closed;
    return 0;
  },
};
