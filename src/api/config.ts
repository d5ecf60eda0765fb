/**
 * The code that a wiki brings along: what a `sourcebook.config.ts` exports.
 *
 * @module sourcebook/config
 */
export {
  type ArticleChanges,
  defineConfig,
  type Hooks,
  type OwnFinding,
  type Page,
  type SourcebookConfig,
} from '../publish/own-code/config.ts';
