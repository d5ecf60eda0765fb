import { relative } from 'node:path';
import { stringify } from 'yaml';
import { readVaultConfig } from '../publish/library.ts';
import { configJsonSchema, settingsInForce } from '../site/settings.ts';
import { type Command, readOptions } from './command.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { codesText, textOf } from './report.ts';

export const config: Command = {
  name: 'config',
  summary: 'prints the settings in force and where they are from',
  help: `Usage: sourcebook config [options]

  --content DIR   the folder of markdown                          (default: content)
  --schema        print the JSON Schema of sourcebook.yaml instead
${ownCodeHelp}

The output can be read as a sourcebook.yaml; types and relations are comments with their names. To have an editor complete and check
the file, save the schema and name it in its first line (or that of the installed package, as \`init\` does):

  # yaml-language-server: $schema=./sourcebook.schema.json

Exit: 0 printed, 1 if sourcebook.yaml has problems, 2 could not run.`,
  async run(args) {
    const options = readOptions('config', args, {
      content: { type: 'string', default: 'content' },
      schema: { type: 'boolean', default: false },
      ...ownCodeOptions,
    });
    const { content, schema } = options;
    if (schema) {
      console.log(JSON.stringify(configJsonSchema(), null, 2));
      return 0;
    }
    const { config: inForce, diagnostics, settings, editor } = readVaultConfig(content);
    for (const { key, value, origin } of settingsInForce(settings, inForce, editor)) {
      if (value === undefined) console.log(`# ${key}:   # not set`);
      else if (key === 'types' || key === 'relations')
        console.log(`# ${key}: ${String(value).replaceAll(',', ', ')}   # ${origin}`);
      else
        console.log(
          stringify({ [key]: value }, { lineWidth: 0 })
            .replace(/(?<=^[^\n]*)(?=\n)/, `   # ${origin}`)
            .trimEnd(),
        );
    }
    const ownCode = ownCodeFile(options);
    console.log(
      ownCode === undefined ? '# own code:   # none' : `# own code: ${relative('.', ownCode)}   # run by the other commands`,
    );
    for (const diagnostic of diagnostics) console.error(textOf(diagnostic, process.stderr));
    if (diagnostics.length > 0) console.error(codesText(diagnostics));
    return diagnostics.length > 0 ? 1 : 0;
  },
};
