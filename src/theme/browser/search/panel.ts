/** Search as you type: names at once, then texts from the index Pagefind wrote beside the pages. One panel: in the dialog, or on the search page. */

import { fold } from '../../../shared/letters.ts';
import { countWords } from '../../../shared/words/counts.ts';
import { searchWords } from '../../../shared/words/search.ts';
import styles from '../../styles/search-results.css?inline';
import { adoptStyles } from '../adopt-styles.ts';
import { buttonOf, elementOf } from '../element.ts';
import { allNames } from '../names.ts';
import { type FilterValues, type FoundArticle, loadPagefind, type Pagefind, type PagefindResult } from '../pagefind.ts';
import { sayingOf } from '../say.ts';
import { readAddress, writeAddress } from './address.ts';
import { areKnown, askEngine, within } from './ask-engine.ts';
import { type Completion, completeOperators } from './completion.ts';
import { sendFound } from './found.ts';
import { moveFocus } from './moves.ts';
import { type FoundName, NameFinder } from './name-finder.ts';
import { isOfType, narrow } from './narrow.ts';
import { noteOnFailure, notesOn } from './notes.ts';
import { type OperatorName, parseQuery, plainWords, type QueryPart, valuesMeant } from './query.ts';
import { pageSize, rankRows } from './rank.ts';
import { keepSearch } from './recent.ts';
import { ResultList } from './results.ts';
import { startScreen } from './start-screen.ts';
import { Tools } from './tools.ts';

const say = sayingOf({ ...countWords, ...searchWords });

/** In milliseconds: between the last key and the question to the engine, where names have answered; until a wait is spoken of; until it is given up. */
const pause = 100;
const shortWait = 300;
const longWait = 10_000;
/** So many of almost that name. */
const maxAlike = 3;
/** With fewer answers to what was typed, something else may have been meant. */
const few = 3;
/** Of a larger wiki, the names of the most linked articles answer at once and mend typing errors; the engine knows the others. */
const maxNamesLoaded = 20_000;

interface Options {
  /** The address follows what is typed, as `?q=…&type=…&sort=…`. */
  readonly keepsAddress: boolean;
}

const started = new WeakSet<HTMLElement>();

/** Brings a panel to life; later calls for the same panel show what it has. */
export function startSearch(panel: HTMLElement, { keepsAddress }: Options): void {
  const field = panel.querySelector('input');
  const status = panel.querySelector<HTMLElement>('.search-status');
  const results = panel.querySelector<HTMLElement>('.search-results');
  const { indexHref } = panel.dataset;
  if (!field || !status || !results || !indexHref) return;
  if (started.has(panel)) return;
  started.add(panel);
  adoptStyles(styles);
  new Search({ panel, field, status, results, indexHref, keepsAddress });
}

interface Elements extends Options {
  readonly panel: HTMLElement;
  readonly field: HTMLInputElement;
  readonly status: HTMLElement;
  readonly results: HTMLElement;
  readonly indexHref: string;
}

class Search {
  readonly #elements: Elements;
  readonly #home = document.documentElement.dataset['home'] ?? '/';
  readonly #labels: readonly string[];
  readonly #list: ResultList;
  readonly #names = new NameFinder();
  readonly #values = new Map<OperatorName, Promise<FilterValues>>();
  readonly #completion: Completion;
  readonly #tools: Tools;
  /** What is said and offered between the count and the results. */
  readonly #notes = elementOf('div', 'search-notes');
  readonly #more = buttonOf('', () => void this.#showMore(), 'search-more');
  #start: HTMLElement | undefined;
  #isReady = false;
  /** Grows with every change, so that an answer that comes after a newer question is dropped. */
  #turn = 0;
  #timer = 0;
  /** Questions the engine is busy with. */
  #asked = 0;
  #shown = pageSize;
  #answer: Promise<void> = Promise.resolve();
  /** Whoever waits for an answer that will not come waits for the next. */
  #settle: (answer?: Promise<void>) => void = () => undefined;

  constructor(elements: Elements) {
    this.#elements = elements;
    const { panel, field, results } = elements;
    this.#labels = [...panel.querySelectorAll<HTMLElement>('template[data-badge-of]')].map(
      ({ dataset }) => dataset['badgeOf'] ?? '',
    );
    this.#list = new ResultList(results, panel);
    this.#more.hidden = true;
    results.after(this.#more);
    this.#tools = new Tools(panel, this.#labels, (text, takesFocus) => this.#type(text, 0, takesFocus));
    this.#tools.sort.addEventListener('change', () => this.#change());
    results.before(this.#notes);
    this.#completion = completeOperators(field, (name) => this.#valuesOf(name));
    if (elements.keepsAddress) readAddress(field, this.#tools.sort);
    this.#listen();
    void this.#loadNames();
    this.#change();
  }

  #listen(): void {
    const { panel, field, results } = this.#elements;
    field.addEventListener('input', () => this.#change());
    field.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#openFirst(false);
    });
    panel.addEventListener('keydown', (event) => this.#onKey(event));
    const onOpen = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a') : null;
      if (link && event.button < 2) this.#onOpen(link);
    };
    results.addEventListener('click', onOpen);
    results.addEventListener('auxclick', onOpen);
    panel.closest('dialog')?.addEventListener('close', () => {
      if (field.value.trim() === '') this.#change();
    });
  }

  /** Everything that follows from what the field says now. */
  #change(): void {
    const { field, keepsAddress, status } = this.#elements;
    const turn = ++this.#turn;
    const parts = parseQuery(field.value);
    clearTimeout(this.#timer);
    this.#shown = pageSize;
    if (keepsAddress) writeAddress(field.value, this.#tools.order);
    this.#tools.show(field.value, parts);
    this.#more.hidden = true;
    if (parts.length === 0) {
      status.textContent = '';
      this.#notes.replaceChildren();
      this.#list.show([], []);
      this.#showStart(true);
      this.#answer = Promise.resolve();
      this.#settle();
      return;
    }
    this.#showStart(false);
    this.#loadEngine();
    const named = this.#named(parts);
    if (named.length > 0 || !this.#isReady) this.#show(named, named.length > 0 ? [] : this.#alike(parts), parts, undefined);
    const superseded = this.#settle;
    this.#answer = new Promise((resolve) => {
      this.#settle = resolve;
      const wait = named.length > 0 || this.#asked > 0 ? pause : 0;
      this.#timer = window.setTimeout(() => resolve(this.#ask(turn, parts, named)), wait);
    });
    superseded(this.#answer);
  }

  /** Names can answer what asks for no phrases, tags and texts, and for no other order. */
  #asksNames(parts: readonly QueryPart[]): boolean {
    const isOfNames = (part: QueryPart): boolean =>
      part.text === '' || (part.kind === 'word' && !part.isExcluded) || (part.kind === 'operator' && part.name === 'type');
    return this.#tools.order === 'relevance' && parts.every(isOfNames);
  }

  /** Articles called what was typed, as far as names can tell. */
  #named(parts: readonly QueryPart[]): FoundName[] {
    if (!this.#asksNames(parts)) return [];
    return this.#names.find(plainWords(parts)).filter(({ name }) => isOfType(name.type, parts, this.#labels));
  }

  async #ask(turn: number, parts: readonly QueryPart[], named: readonly FoundName[]): Promise<void> {
    const { status, indexHref, field } = this.#elements;
    const waiting = setTimeout(() => {
      if (turn === this.#turn) status.textContent = say(named.length > 0 ? 'searchNames' : 'searchLooking');
    }, shortWait);
    this.#asked++;
    try {
      const pagefind = await within(longWait, loadPagefind(indexHref));
      const { filters, unknown } = await within(
        longWait,
        narrow(parts, (name) => this.#valuesFor(name, parts)),
      );
      const words = plainWords(parts);
      const hits = unknown.length > 0 ? [] : await within(longWait, askEngine(pagefind, parts, filters, this.#tools.order));
      const alike = named.length > 0 ? [] : this.#alike(parts);
      const corrected = hits.length < pageSize ? this.#names.correct(words) : undefined;
      // What articles do say is no typing error, whatever is like it.
      const isDoubtful = hits.length >= few && (alike.length > 0 || corrected !== undefined);
      const isSaid = isDoubtful && (await within(longWait, areKnown(pagefind, wordsIn(words))));
      const meant = isSaid ? [] : alike;
      const texts = await within(longWait, textsOf(hits.slice(0, this.#shown)));
      const ofNames = await within(longWait, textsOf(await hitsOfNames(pagefind, meant)));
      if (turn !== this.#turn) return;
      this.#show(named, meant, parts, texts, ofNames);
      const count = Math.max(hits.length, this.#elements.results.children.length);
      status.textContent = count === 0 ? say('searchNothing', { query: field.value.trim() }) : say('articleCount', { count });
      const finding = { text: field.value, parts, unknown, count, corrected: isSaid ? undefined : corrected };
      this.#notes.replaceChildren(...notesOn(finding, (text) => this.#type(text)));
      this.#tools.sort.hidden = count < 2 && this.#tools.order === 'relevance';
      this.#more.hidden = hits.length <= this.#shown;
      this.#more.textContent = say('showMore', { count: Math.min(pageSize, hits.length - this.#shown) });
    } catch (error) {
      if (turn === this.#turn) this.#showFailure(error, parts, named);
    } finally {
      this.#asked--;
      clearTimeout(waiting);
    }
  }

  #alike(parts: readonly QueryPart[]): FoundName[] {
    if (!this.#asksNames(parts)) return [];
    return this.#names
      .findAlike(plainWords(parts))
      .filter(({ name }) => isOfType(name.type, parts, this.#labels))
      .slice(0, maxAlike);
  }

  /** As `rankRows` takes them. */
  #show(
    named: readonly FoundName[],
    alike: readonly FoundName[],
    parts: readonly QueryPart[],
    texts: readonly PagefindResult[] | undefined,
    ofNames: readonly PagefindResult[] = [],
  ): void {
    const typed = plainWords(parts);
    const isByRelevance = this.#tools.order === 'relevance';
    const rows = rankRows({ named, alike, texts, ofNames, typed: isByRelevance ? typed : undefined, home: this.#home });
    this.#list.show(rows, wordsIn(typed), texts !== undefined);
  }

  /** Names are found without the engine. */
  #showFailure(error: unknown, parts: readonly QueryPart[], named: readonly FoundName[]): void {
    this.#show(named, named.length > 0 ? [] : this.#alike(parts), parts, []);
    this.#elements.status.textContent = say('searchNoIndex');
    this.#notes.replaceChildren(...noteOnFailure(error, () => this.#change()));
  }

  async #showMore(): Promise<void> {
    const last = this.#elements.results.lastElementChild;
    this.#shown += pageSize;
    const parts = parseQuery(this.#elements.field.value);
    await this.#ask(++this.#turn, parts, this.#named(parts));
    if (this.#more.hidden || document.activeElement === document.body)
      last?.nextElementSibling?.querySelector<HTMLElement>('a')?.focus();
  }

  /** With the first key: it weighs more than all names together, and those answer meanwhile. */
  #loadEngine(): void {
    loadPagefind(this.#elements.indexHref).then(
      () => {
        this.#isReady = true;
      },
      () => undefined,
    );
  }

  async #loadNames(): Promise<void> {
    const { field } = this.#elements;
    try {
      await allNames(this.#home, maxNamesLoaded, ({ names, terms }, first) => {
        this.#names.add(names, first);
        this.#names.addTerms(terms);
        // What was typed meanwhile is answered by the first that can.
        if (!this.#list.first && this.#named(parseQuery(field.value)).length > 0) this.#change();
      });
      if (field.value.trim() !== '') this.#change();
    } catch {
      // The engine finds names too.
    }
  }

  /** Those of types are known from the page; those of all else are asked for once. */
  #valuesOf(name: OperatorName): Promise<FilterValues> {
    const known = this.#values.get(name);
    if (known) return known;
    const asked = this.#askValues(name);
    this.#values.set(name, asked);
    asked.catch(() => this.#values.delete(name));
    return asked;
  }

  /** The values that operators may mean: where one means no type of the page, also the further types that articles name. */
  async #valuesFor(name: OperatorName, parts: readonly QueryPart[]): Promise<FilterValues> {
    const values = await this.#valuesOf(name);
    const isFurther = ({ text }: QueryPart): boolean => text !== '' && valuesMeant(text, [...values.keys()]).length === 0;
    if (name !== 'type' || !parts.some((part) => part.kind === 'operator' && part.name === name && isFurther(part)))
      return values;
    const pagefind = await within(longWait, loadPagefind(this.#elements.indexHref));
    return new Map([...values, ...(await within(longWait, pagefind.valuesOf(name)))]);
  }

  async #askValues(name: OperatorName): Promise<FilterValues> {
    if (name === 'type') return new Map(this.#labels.map((label) => [label, { indexed: [label] }]));
    const pagefind = await within(longWait, loadPagefind(this.#elements.indexHref));
    return within(longWait, pagefind.valuesOf(name));
  }

  /** Puts words into the field as if they had been typed. */
  #type(text: string, caretFromEnd = 0, takesFocus = true): void {
    const { field } = this.#elements;
    field.value = text;
    if (takesFocus) {
      field.focus();
      field.setSelectionRange(text.length - caretFromEnd, text.length - caretFromEnd);
    }
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  #showStart(isShown: boolean): void {
    this.#start?.remove();
    this.#start = undefined;
    if (!isShown) return;
    this.#start = startScreen(this.#labels, (text, caretFromEnd) => this.#type(text, caretFromEnd));
    this.#elements.results.before(this.#start);
  }

  /** Opens the best match as soon as it is known what that is. */
  async #openFirst(inNewTab: boolean): Promise<void> {
    const text = this.#elements.field.value;
    const [best] = this.#named(parseQuery(text));
    if (best?.match !== 'same') await this.#answer;
    const link = this.#list.first;
    if (!link || this.#elements.field.value !== text) return;
    if (!inNewTab) return link.click();
    this.#onOpen(link);
    window.open(link.href, '_blank', 'noopener');
  }

  #onOpen(link: HTMLAnchorElement): void {
    const { field } = this.#elements;
    keepSearch(field.value);
    const result = this.#list.rowOf(link)?.result;
    const parts = parseQuery(field.value).filter(({ kind, isExcluded }) => kind !== 'operator' && !isExcluded);
    const found = [...(result?.excerpt.matchAll(/<mark>(.*?)<\/mark>/g) ?? [])].map(([, word = '']) => word);
    sendFound(new URL(link.href).pathname, [...new Set([...parts.map(({ text }) => text), ...found].flatMap(wordsIn))]);
  }

  #onKey(event: KeyboardEvent): void {
    const { panel, field } = this.#elements;
    const target = event.target as HTMLElement;
    if (target === field && this.#completion.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.isComposing) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && panel.closest('dialog')) {
      // The field would empty itself first; what was looked for is kept for the next time.
      event.preventDefault();
      panel.closest('dialog')?.close();
      // Where there was no focus to give back, the next key would still be the field's.
      if (panel.contains(document.activeElement)) field.blur();
    } else if (event.key === 'Enter' && isCommand && target === field) {
      event.preventDefault();
      void this.#openFirst(true);
    } else if (event.key.length === 1 && !isCommand && !event.altKey && event.key !== ' ' && target.closest('.search-results')) {
      // Who types on while in the results goes on with the question.
      field.focus();
    } else moveFocus(event, panel, field);
  }
}

function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Those that come; an article that cannot be fetched is no reason to show none. */
async function textsOf(hits: readonly FoundArticle[]): Promise<PagefindResult[]> {
  const answers = await Promise.allSettled(hits.map((hit) => within(longWait, hit.data())));
  const texts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [first] = answers;
  if (texts.length === 0 && first?.status === 'rejected') throw first.reason;
  return texts;
}

/** The best answer for each of these titles, which is its article but for those with the same name. */
async function hitsOfNames(pagefind: Pagefind, names: readonly FoundName[]): Promise<FoundArticle[]> {
  const answers = await Promise.all(names.map(({ name }) => pagefind.search(name.title)));
  return answers.flatMap(({ results: [first] }) => (first ? [first] : []));
}
