/** Finds what an author may not mean to publish: keys and passwords, and paths on the author's own machine. */

import type { Nodes, Root } from 'mdast';
import { groupBy } from '../../shared/group-by.ts';
import type { Span } from '../model.ts';
import { endOf, startOf } from '../text/offsets.ts';

export interface LikelySecret extends Span {
  /** `a key of GitHub` */
  readonly what: string;
}

interface SecretShape {
  readonly what: string;
  /** The first group, or else the whole match, is the secret. */
  readonly pattern: RegExp;
  /** Minimum entropy in bits per character, for shapes without a prefix of their own. */
  readonly entropy?: number;
}

/** Prefixes and lengths as their issuers document them; GitHub's and others' secret scanning uses the same. */
const shapes: readonly SecretShape[] = [
  { what: 'an access key of AWS', pattern: /\b((?:AKIA|ASIA)[A-Z2-7]{16})\b/g },
  { what: 'a key of GitHub', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})\b/g },
  {
    what: 'a key of Slack',
    pattern: /\b(xox[abeprs]-[A-Za-z0-9-]{20,}|hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,})/g,
  },
  { what: 'a key of Google', pattern: /\b(AIza[\w-]{35})(?![\w-])/g },
  { what: 'a key of Anthropic', pattern: /\b(sk-ant-[\w-]{30,})/g },
  { what: 'a key of OpenAI', pattern: /\b(sk-(?!ant-)(?:(?:proj|svcacct|admin)-)?[A-Za-z0-9_-]{32,})/g, entropy: 3.5 },
  { what: 'a key of Stripe', pattern: /\b([rs]k_live_[A-Za-z0-9]{20,})\b/g },
  {
    what: 'a private key',
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: [^\n]*\s+)*([A-Za-z0-9+/=]{40,})/g,
  },
  { what: 'a token (JWT)', pattern: /\b(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,})/g },
  {
    what: 'a password in an address',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>]{1,64}:([^\s/@"'`]{6,64})@[\w[]/gi,
    entropy: 2.5,
  },
];

/** Every secret contains one of these strings. Most articles contain none, and a string search is far faster than a pattern. */
const hints = 'AKIA,ASIA,ghp_,gho_,ghu_,ghs_,ghr_,github_pat_,xox,hooks.slack,AIza,sk-,k_live_,PRIVATE KEY,eyJ'.split(',');

function mayHoldSecret(text: string): boolean {
  return hints.some((hint) => text.includes(hint)) || (text.includes('@') && /:\/\/[^\s/]+:[^\s/]+@/.test(text));
}

const localHints = ['/home/', '/Users/', '\\Users\\', 'file:///'];

/** Placeholders for secrets in documentation. */
const placeholder =
  /example|sample|dummy|fake|redacted|placeholder|change-?me|your|passw|secret|x{4}|\*{3}|\.{3}|…|[<>{}$%]|0123456|1234567|abcdef|(.)\1{5}/i;

/** Finds likely secrets, in order, including those in code. */
export function findSecrets(text: string): LikelySecret[] {
  if (!mayHoldSecret(text)) return [];
  const found: LikelySecret[] = [];
  for (const { what, pattern, entropy = 0 } of shapes)
    for (const match of text.matchAll(pattern)) {
      const [whole, secret = ''] = match;
      if (placeholder.test(secret) || entropyOf(secret) < entropy) continue;
      const start = match.index + whole.lastIndexOf(secret);
      found.push({ start, end: start + secret.length, what });
    }
  return found.sort((a, b) => a.start - b.start);
}

/** Shannon entropy in bits per character. */
function entropyOf(text: string): number {
  const counts = groupBy(text, (sign) => sign);
  let entropy = 0;
  for (const { length } of counts.values()) entropy -= (length / text.length) * Math.log2(length / text.length);
  return entropy;
}

/** `/home/ada/notes`, `/Users/ada/…`, `C:\Users\ada\…`, `file:///…` */
const localPath =
  /(?<![\w.~/:-])\/(?:home|Users)\/([A-Za-z][\w.-]*)\/[^\s)\]>"'`|]*|\b[A-Za-z]:\\{1,2}Users\\{1,2}([^\\\s<>"'`|]+)\\[^\s)\]>"'`|]*|\bfile:\/\/\/[^\s)\]>"'`|]+/g;

/** Generic user names. */
const anyUser =
  /^(?:users?|username|name|you|me|your.*|my.*|root|admin|ubuntu|runner|node|pi|app|shared|public|default|example|\.+)$/i;

/**
 * Finds paths of the author's machine outside code, in order.
 *
 * @param root the body
 * @param bodyStart offset of the body in the text
 */
export function findLocalPaths(text: string, root: Root, bodyStart: number): Span[] {
  if (!localHints.some((hint) => text.includes(hint))) return [];
  const code = codeIn(root).map(({ start, end }) => ({ start: start + bodyStart, end: end + bodyStart }));
  return [...text.matchAll(localPath)].flatMap(({ index: start, 0: path, 1: unix, 2: windows }) => {
    const isExample = anyUser.test(unix ?? windows ?? '') || code.some((each) => start >= each.start && start < each.end);
    return isExample ? [] : [{ start, end: start + path.length }];
  });
}

function codeIn(root: Root): Span[] {
  const found: Span[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'code' || node.type === 'inlineCode') found.push({ start: startOf(node), end: endOf(node) });
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(root);
  return found;
}
