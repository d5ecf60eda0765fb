/** The tree of an article: the body without the parts that its page shows elsewhere, and those parts separately. */
import type { PhrasingContent, Root, RootContent } from 'mdast';
import type { MarkdownSyntax } from '../schema/markdown-syntax.ts';
import { asParagraphs, notesIn } from '../syntax/inline-notes.ts';
import { startOf } from '../text/offsets.ts';
import type { LinkLedger } from './body/link-ledger.ts';
import type { ReadLogEntry } from './body/log-entries.ts';
import type { ReadCitations } from './body/read-citations.ts';

export interface BodyTree {
  /** The body without its lead, its title and the sections shown in panels. */
  readonly body: Root;
  /** The summary as a paragraph taken out of the body; undefined if it is a property or missing. */
  readonly lead?: Root;
  /** What precedes the heading that gives the title; absent if that heading opens the text. */
  readonly aboveTitle?: {
    readonly isLead: boolean;
    /** Number of children of `body` above the title. */
    readonly count: number;
  };
  /** Footnote marks in the heading that gives the title. */
  readonly titleMarks: readonly PhrasingContent[];
  /** Notes of connections, by index. */
  readonly connectionNotes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** Content of footnotes about the sources they cite, by index of the source. */
  readonly sourceNotes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** The text of each entry of a change log. */
  readonly logEntries: readonly (readonly PhrasingContent[])[];
  /** Meanings of the abbreviations to explain, by abbreviation. */
  readonly abbreviations: ReadonlyMap<string, string>;
  /** Set quotes, dashes and dots as usual in the language. */
  readonly smartPunctuation: boolean;
  /** Show a line end within a paragraph as a line break. */
  readonly breaks: boolean;
}

/** What a page shows outside the body. */
export interface ShownApart {
  /** The heading that gives the title. */
  readonly title: RootContent | undefined;
  /** Whether marks in the title are shown with it. */
  readonly withTitleMarks: boolean;
  readonly lead: RootContent | undefined;
  /** Sections and lines that panels show. */
  readonly others: readonly RootContent[];
  readonly ledger: Pick<LinkLedger, 'notes'>;
  readonly cited: Pick<ReadCitations, 'notes' | 'shown'>;
  readonly log: readonly ReadLogEntry[];
}

/** Splits the tree of a body into these parts. */
export function bodyTree(root: Root, apart: ShownApart, { smartPunctuation, breaks }: MarkdownSyntax): BodyTree {
  const { title, lead, others, ledger, cited, log } = apart;
  const gone = new Set([...others, ...[title, lead].filter((node) => node !== undefined)]);
  const children = root.children.filter(
    (node) => node.type === 'definition' || (node.type === 'footnoteDefinition' ? !cited.shown.has(node) : !gone.has(node)),
  );
  const isAbove = (node: RootContent): boolean => title !== undefined && startOf(node) < startOf(title);
  const aboveTitle = { isLead: lead !== undefined && isAbove(lead), count: children.filter(isAbove).length };
  const titleMarks = apart.withTitleMarks && title ? marksIn(title) : [];
  const logEntries = log.map(({ content }) => content);
  const shown = notesIn(
    [titleMarks, lead ? [lead] : [], ...ledger.notes.values(), ...cited.notes.values(), ...logEntries].flat(),
  );
  return {
    body: { type: 'root', children: [...children, ...asParagraphs(notesBesides(shown, [...gone]))] },
    ...(lead && { lead: { type: 'root', children: [lead] } }),
    ...((aboveTitle.isLead || aboveTitle.count > 0) && { aboveTitle }),
    titleMarks,
    connectionNotes: ledger.notes,
    sourceNotes: cited.notes,
    logEntries,
    abbreviations: root.data?.abbreviations ?? new Map(),
    smartPunctuation,
    breaks,
  };
}

/** Notes in nodes that are not printed; they would otherwise be lost. */
function notesBesides(shown: ReturnType<typeof notesIn>, gone: readonly RootContent[]): ReturnType<typeof notesIn> {
  const isShown = new Set(shown);
  return notesIn(gone).filter((note) => !isShown.has(note));
}

/** The marks of footnotes, inline notes and citations. */
function marksIn(node: RootContent): PhrasingContent[] {
  if (node.type === 'footnoteReference' || node.type === 'inlineNote' || node.type === 'citation') return [node];
  return 'children' in node ? node.children.flatMap(marksIn) : [];
}
