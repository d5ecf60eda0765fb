/** Reads one value of a property, and reports why it does not fit. */
import type { z } from 'zod';
import type { Severity } from '../model.ts';
import { fields, foldKey, type PropertyName } from './property-keys.ts';
import { expectedDate } from './property-schemas.ts';
import { hasMore, holdsMap } from './property-texts.ts';

/** A value that does not fit its key. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
  /** Defaults to the severity of the code, an error. Lower if the value is kept and shown as written. */
  readonly severity?: Severity;
}

/** Properties that take the first text of a value. If the value holds more, or a link, it also stays among the unknown keys. */
const single: ReadonlySet<PropertyName> = new Set(['type', 'status', 'resource', 'permalink', 'lang', 'image']);

/** Lists that may contain maps, which are not read. */
const lists: ReadonlySet<PropertyName> = new Set(['aliases', 'tags']);

const keptHint = 'The value is kept and shown among the properties.';

export type ValueOf<Name extends PropertyName> = z.output<(typeof fields)[Name]['schema']>;

export interface ReadValue<Value> {
  /** Undefined if the property cannot take the value, or the value is empty. */
  readonly value: Value | undefined;
  /** Whether the property holds all of the value. If not, it also stays among the unknown keys, so that nothing is lost. */
  readonly isWhole: boolean;
  readonly problems: readonly FieldProblem[];
}

/** Reads the value of `key` as a property. */
export function readValue<Name extends PropertyName>(name: Name, key: string, value: unknown): ReadValue<ValueOf<Name>> {
  const schema = fields[name].schema as z.ZodType<ValueOf<Name>>;
  const result = schema.safeParse(value);
  if (!result.success) return readInvalidValue(schema, value, { name, key, issues: result.error.issues });
  if (lists.has(name) && holdsMap(value)) {
    const message = `\`${key}\`: expected text or a list of texts.`;
    return { value: result.data, isWhole: false, problems: [{ path: [key], message, hint: keptHint, severity: 'info' }] };
  }
  const isCut = single.has(name) && (hasMore(value) || (name === 'image' && isAddress(value)));
  return { value: result.data, isWhole: result.data !== undefined && !isCut, problems: [] };
}

/** Reports an invalid value. If only dates in it are invalid, it is read without them: the name of a reviewer is not discarded. */
function readInvalidValue<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  { name, key, issues }: { name: PropertyName; key: string; issues: readonly z.core.$ZodIssue[] },
): ReadValue<Value> {
  const severity = saysOtherwise(name, key, value) ? 'info' : 'warning';
  const isDatedBadly = issues.length > 0 && issues.every((issue) => isAboutDate(issue) && issue.path.length > 0);
  const undated = isDatedBadly ? schema.safeParse(withoutPaths(value, issues)) : undefined;
  const reported = isDatedBadly ? issues : issues.slice(0, 1);
  return { value: undated?.data, isWhole: false, problems: reported.map((issue) => problemOf(issue, key, severity)) };
}

/** @param severity of all problems but dates, which are kept and reported as info */
function problemOf(issue: z.core.$ZodIssue, key: string, severity: Severity): FieldProblem {
  const path = [key, ...issue.path];
  return isAboutDate(issue)
    ? { path, message: expectedDate(key, issue.params?.['value']), hint: keptHint, severity: 'info' }
    : { path, message: `\`${key}\`: ${issue.message}.`, hint: keptHint, severity };
}

function isAboutDate(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueCustom {
  return issue.code === 'custom' && issue.params?.['isDate'] === true;
}

/** A value without the entries at the paths of `issues`. */
function withoutPaths(value: unknown, issues: readonly z.core.$ZodIssue[], depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // A single value was parsed as a list with one entry.
  if (!Array.isArray(value) && issues.some(({ path }) => typeof path[depth] === 'number'))
    return withoutPaths(value, issues, depth + 1);
  const isGone = (key: PropertyKey): boolean =>
    issues.some(({ path }) => path.length === depth + 1 && String(path[depth]) === String(key));
  const below = (key: PropertyKey): z.core.$ZodIssue[] => issues.filter(({ path }) => String(path[depth]) === String(key));
  if (Array.isArray(value)) return value.map((each, index) => withoutPaths(each, below(index), depth + 1));
  const kept = Object.entries(value).filter(([key]) => !isGone(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPaths(each, below(key), depth + 1)]));
}

/**
 * Whether the value may be meant for another tool that uses the same key differently: `category: { x: y }`, `verified: true`,
 * `lang: python`.
 */
function saysOtherwise(name: PropertyName, key: string, value: unknown): boolean {
  const isSynonym = foldKey(key) !== foldKey(fields[name].names[0]);
  const isFlag = (name === 'generated' || name === 'verified' || name === 'lang') && typeof value !== 'object';
  return isSynonym || isFlag || lists.has(name);
}

/** Pictures from other sites are not shown; their address is shown among the properties. */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value.trim());
}
