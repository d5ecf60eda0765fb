/**
 * What articles may say: the properties of frontmatter with their zod schemas, the built-in types and relations, and the codes of
 * findings.
 *
 * @module sourcebook/schema
 */
export { diagnosticSeverities } from '../wiki/diagnostics.ts';
export { builtInArticleTypes } from '../wiki/schema/article-types.ts';
export { fields as properties, type PropertyName, propertyNamed } from '../wiki/schema/property-keys.ts';
export { builtInRelations } from '../wiki/schema/relations.ts';
