/** `sourcebook.yaml` for editors and for people: its JSON Schema, and the settings in force. */
import { z } from 'zod';
import { type ConfigKey, expectations, readSettings, type SiteConfig, schemas } from './config.ts';

/** The JSON Schema of the file, draft 2020-12. */
export function configJsonSchema(): object {
  const { properties, ...schema } = z.toJSONSchema(z.strictObject(schemas).partial(), { io: 'input', unrepresentable: 'any' });
  const described = Object.entries(properties ?? {}).map(([key, value]) => [
    key,
    { ...(value as object), description: `Expected: ${expectations[key as ConfigKey]}.` },
  ]);
  return { ...schema, title: 'sourcebook.yaml', properties: Object.fromEntries(described) };
}

/** A setting, and where its value is from. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly origin: 'sourcebook.yaml' | 'default' | 'editor';
}

/**
 * Every setting in force.
 *
 * @param text of the `sourcebook.yaml`
 * @param config what was read of the vault
 * @param vaultSyntax what the settings of the vault's own editor say of markdown
 */
export function settingsInForce(text: string, config: SiteConfig, vaultSyntax: SiteConfig['markdown'] | object): Setting[] {
  const written: Readonly<Record<string, unknown>> = readSettings(text);
  const inForce: Readonly<Record<ConfigKey, unknown>> = {
    title: config.title,
    description: config.description,
    url: config.url,
    base: config.base,
    lang: config.lang,
    author: config.author,
    editUrl: config.editUrl,
    exclude: config.exclude,
    private: config.private,
    audiences: config.audiences,
    followSymlinks: config.followSymlinks,
    types: config.types.declared.map(({ key }) => key),
    relations: config.relations.all.map(({ key }) => key),
    severity: config.severity,
    strictTypes: config.strictTypes,
    staleAfterDays: config.staleAfterDays,
    theme: config.theme,
    nav: Object.fromEntries(config.nav),
    panels: config.panels,
    trust: config.isOwn ? 'own' : undefined,
    allow: config.allow,
    links: { roots: config.roots },
    markdown: config.markdown,
    pictures: { avif: config.avif },
    words: config.words,
    features: {
      graph: config.graph,
      previews: config.previews,
      search: config.search,
      feeds: config.feeds,
      ...config.twins,
    },
  };
  return Object.entries(inForce).map(([key, value]) => {
    const isOfEditor = key === 'markdown' && Object.keys(vaultSyntax).length > 0;
    return { key, value, origin: Object.hasOwn(written, key) ? 'sourcebook.yaml' : isOfEditor ? 'editor' : 'default' };
  });
}
