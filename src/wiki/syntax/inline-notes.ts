/**
 * Inline notes: `^[a note with *marks* and [[links]]]` (Obsidian Help, "Footnotes"; Pandoc, "inline_notes"). A note ends at the
 * matching bracket in the same paragraph, heading or cell, and holds what a paragraph may hold, including other notes. Brackets
 * that are escaped or in code, formulas and links do not count; but a bracket opened in a bare URL does, since its partner is not
 * part of the URL (`^[https://a.example/Foo_[bar]]`). A note that is never closed, or is empty, is text; so are `^[t](u)`, which
 * CommonMark reads as a link, and `^[^1]`.
 */
import type { Data, Nodes, Parent, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { MarkdownSyntax } from '../schema/markdown-syntax.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import { partOf, rewritePhrasing, type WrittenText, writtenText } from '../text/written-text.ts';

export interface InlineNote extends Parent {
  type: 'inlineNote';
  children: PhrasingContent[];
  /** `citations`: numbers of the citations in the note. */
  data?: Data & { citations?: number[] };
}

declare module 'mdast' {
  interface RootContentMap {
    inlineNote: InlineNote;
  }
  interface PhrasingContentMap {
    inlineNote: InlineNote;
  }
}

/** Maximum nesting depth; deeper notes are text. */
const maxDepth = 8;

/**
 * Replaces notes with nodes, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function readInlineNotes(root: Root, source: string, { superscript }: MarkdownSyntax): void {
  if (!source.includes('^[')) return;
  rewritePhrasing(root, source, (children) => {
    if (!children.some((child) => child.type === 'text' && child.value.includes('^['))) return children;
    const run = new Run(children, source, superscript);
    const notes = run.notes();
    return notes.length === 0 ? children : run.nodesWith(notes);
  });
}

/** The notes in some nodes, in order, outer ones first. */
export function notesIn(nodes: readonly Nodes[]): InlineNote[] {
  return nodes.flatMap((node) => {
    const inside = 'children' in node ? notesIn(node.children as Nodes[]) : [];
    return node.type === 'inlineNote' ? [node, ...inside] : inside;
  });
}

/** A place in a run: index of a node and, for a text node, index into its value. */
interface Place {
  readonly node: number;
  readonly at: number;
}

interface FoundNote {
  /** Places of `^[` and `]`. */
  readonly open: Place;
  readonly close: Place;
  readonly inside: FoundNote[];
}

class Run {
  readonly #children: readonly PhrasingContent[];
  readonly #written: (WrittenText | undefined)[];
  readonly #superscript: boolean;
  readonly #source: string;

  constructor(children: readonly PhrasingContent[], source: string, superscript: boolean) {
    this.#children = children;
    this.#source = source;
    this.#written = children.map((child) =>
      child.type === 'text' && /[[\]]/.test(child.value) ? writtenText(child, source) : undefined,
    );
    this.#superscript = superscript;
  }

  notes(): FoundNote[] {
    // An unpaired bracket in a URL must not keep a note open.
    const { notes, isOpen } = this.#read(true);
    return isOpen ? this.#read(false).notes : notes;
  }

  /** @returns the notes, and whether one is still open at the end after a bracket in a URL was counted */
  #read(withAddresses: boolean): { notes: FoundNote[]; isOpen: boolean } {
    const notes: FoundNote[] = [];
    /** Open brackets; those of notes with the notes inside them. */
    const open: { place: Place; inside?: FoundNote[] }[] = [];
    let depth = 0;
    let addresses = 0;
    for (const [node, child] of this.#children.entries()) {
      for (let left = withAddresses ? this.#bracketsLeftOpen(child) : 0; left > 0; left--) {
        addresses++;
        open.push({ place: { node, at: 0 } });
      }
      const written = this.#written[node];
      if (child.type !== 'text' || !written) continue;
      for (const { index: at, 0: bracket } of child.value.matchAll(/[[\]]/g)) {
        if (!written.isLiteral(at)) continue;
        if (bracket === '[') {
          const opensNote = depth < maxDepth && this.#opensNote(child, written, at);
          if (opensNote) depth++;
          open.push(opensNote ? { place: { node, at: at - 1 }, inside: [] } : { place: { node, at } });
          continue;
        }
        const opener = open.pop();
        if (!opener?.inside) continue;
        depth--;
        const note = { open: opener.place, close: { node, at }, inside: opener.inside };
        const around = open.findLast(({ inside }) => inside !== undefined)?.inside ?? notes;
        // If the outer text is not a note, the notes inside it remain.
        if (this.#isEmpty(note)) around.push(...note.inside);
        else around.push(note);
      }
    }
    // An unclosed note is text and may contain notes.
    const all = [...notes, ...open.flatMap(({ inside = [] }) => inside)];
    return {
      notes: all.sort((a, b) => a.open.node - b.open.node || a.open.at - b.open.at),
      isOpen: addresses > 0 && open.some(({ inside }) => inside !== undefined),
    };
  }

  /** Number of brackets that a bare URL opens and does not close. */
  #bracketsLeftOpen(child: PhrasingContent): number {
    if (child.type !== 'link' || /[[<]/.test(this.#source.charAt(startOf(child)))) return 0;
    let left = 0;
    for (const [bracket] of this.#source.slice(startOf(child), endOf(child)).matchAll(/[[\]]/g))
      left = bracket === '[' ? left + 1 : Math.max(0, left - 1);
    return left;
  }

  /** The nodes of the run, with notes in place of the text they were made from. */
  nodesWith(notes: readonly FoundNote[]): PhrasingContent[] {
    return this.#between({ node: 0, at: 0 }, { node: this.#children.length, at: 0 }, notes);
  }

  #opensNote({ value }: Text, written: WrittenText, at: number): boolean {
    if (value[at - 1] !== '^' || !written.isLiteral(at - 1) || value[at + 1] === '^') return false;
    // In `x^2^[1]` the second `^` ends a superscript.
    return !this.#superscript || !/(?<!\^)\^[^\s^[\]]+$/.test(value.slice(Math.max(0, at - 101), at - 1));
  }

  #isEmpty({ open, close }: FoundNote): boolean {
    return this.#between({ ...open, at: open.at + 2 }, close, []).every(
      (child) => child.type === 'text' && child.value.trim() === '',
    );
  }

  #between(from: Place, to: Place, notes: readonly FoundNote[]): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    let place = from;
    for (const { open, close, inside } of notes) {
      this.#addPlain(nodes, place, open);
      place = { ...close, at: close.at + 1 };
      nodes.push({
        type: 'inlineNote',
        children: this.#between({ ...open, at: open.at + 2 }, close, inside),
        position: placeBetween(this.#offset(open), this.#offset(place)),
      });
    }
    this.#addPlain(nodes, place, to);
    return nodes;
  }

  #addPlain(nodes: PhrasingContent[], from: Place, to: Place): void {
    for (let index = from.node; index <= to.node; index++) {
      const child = this.#children[index];
      if (!child) break;
      const written = this.#written[index];
      const start = index === from.node ? from.at : 0;
      const end = index === to.node ? to.at : undefined;
      if (child.type !== 'text' || !written || (start === 0 && end === undefined)) {
        if (end !== 0) nodes.push(child);
      } else if (start < (end ?? child.value.length)) nodes.push(partOf(child, written, start, end ?? child.value.length));
    }
  }

  #offset({ node, at }: Place): number {
    return this.#written[node]?.starts[at] ?? 0;
  }
}

/** Turns notes from parts of an article that no page shows into paragraphs of their words. */
export function asParagraphs(notes: readonly InlineNote[]): RootContent[] {
  return notes.map(({ children, position }) => ({ type: 'paragraph', children, ...(position && { position }) }));
}
