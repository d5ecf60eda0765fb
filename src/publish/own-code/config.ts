/** What a `sourcebook.config.ts` may say: the code that a wiki brings along. */
import type { PluggableList } from 'unified';
import { z } from 'zod';
import type { Page } from '../../render/payloads.ts';
import type { Wiki } from '../../wiki/link-wiki.ts';
import type { ArticleId, ParsedArticle, Properties, Severity } from '../../wiki/model.ts';

export type { Page } from '../../render/payloads.ts';

/** What `afterParse` may say instead of what a file says. Absent members stay as they are. */
export interface ArticleChanges {
  readonly title?: string;
  /** Plain text. */
  readonly summary?: string;
  readonly properties?: Partial<
    Pick<Properties, 'type' | 'aliases' | 'tags' | 'created' | 'updated' | 'staleAfter' | 'confidence' | 'resource' | 'image'>
  >;
  /** Added to the properties that Sourcebook does not know. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A finding of the wiki's own, with the code `plugin-message`. */
export interface OwnFinding {
  readonly article: ArticleId;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly hint?: string;
  /** Default: `warning`. */
  readonly severity?: Severity;
  /** Line and column in the file, from 1. Default: the first. */
  readonly line?: number;
  readonly column?: number;
}

/** Functions that are called as the wiki is made. Each must give the same result for the same arguments. */
export interface Hooks {
  /** When one file has been parsed, before any link is resolved. Changes nothing it is given. */
  readonly afterParse?: (article: ParsedArticle) => ArticleChanges | undefined;
  /** When all links are resolved: finds what is wrong in the articles that are published. Changes nothing it is given. */
  readonly afterLink?: (wiki: Wiki, report: (finding: OwnFinding) => void) => unknown;
  /** Before a page is printed: returns the page to print, as data; nothing for the page as it is. */
  readonly beforePrint?: (page: Page) => Page | undefined;
}

export interface SourcebookConfig {
  /** Plugins of remark that change the tree of markdown. Those that add syntax to its parser have no effect and are refused. */
  readonly remark?: PluggableList;
  /** Plugins of rehype that change the HTML of an article, after it has been sanitised. */
  readonly rehype?: PluggableList;
  readonly hooks?: Hooks;
  /** Astro components in place of those of the theme: file by name, such as `{ SiteFooter: './Footer.astro' }`. Needs Astro. */
  readonly components?: Readonly<Record<string, string>>;
  /** Files and folders that this code reads besides what it imports: when one changes, everything is made again. */
  readonly reads?: readonly string[];
}

/** Returns its argument: for editors, which then know the types. */
export function defineConfig(config: SourcebookConfig): SourcebookConfig {
  return config;
}

const hook = z.function().optional();
const plugins = z.array(z.unknown()).optional();

/** The shape of a configuration; whether plugins can be used is seen when they are set up. */
export const configShape: z.ZodType<unknown> = z.strictObject({
  remark: plugins,
  rehype: plugins,
  hooks: z.strictObject({ afterParse: hook, afterLink: hook, beforePrint: hook }).optional(),
  components: z.record(z.string(), z.string()).optional(),
  reads: z.array(z.string()).optional(),
});
