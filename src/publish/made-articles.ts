/**
 * The files made of each article, and the answers of the wiki they were made from (render/reads.ts). Kept between builds: an article
 * is made again only if an answer differs.
 */
import type { RenderContext } from '../render/context.ts';
import { answerTo, articleOf, type Question } from '../render/reads.ts';
import type { ArticleId } from '../wiki/model.ts';
import { digest } from './memory/digest.ts';
import type { ValueStore } from './memory/stores.ts';
import type { IndexEntry } from './search-index.ts';

/** Keys of the files of an article in the ledger of the output. */
export interface MadeArticle {
  readonly page: string;
  /** Absent, like `markdown`, if the site has none. */
  readonly json?: string;
  readonly markdown?: string;
  /** Whether its page has a diagram that the browser draws. */
  readonly hasDiagrams: boolean;
  /** Absent if the search is turned off. */
  readonly search?: IndexEntry;
}

interface Kept {
  /** Each question once; articles refer to them by index. */
  readonly questions: readonly Question[];
  /** Indices of questions, and the digest of the answers. */
  readonly articles: readonly (readonly [ArticleId, readonly number[], string, MadeArticle])[];
}

interface Entry {
  readonly questions: readonly Question[];
  /** Digest of the answers; undefined until it is needed. */
  readonly answers?: string;
  readonly made: MadeArticle;
}

/** The source of current answers. */
export interface AnswerSource {
  readonly context: RenderContext;
  /** Whether reading an article again could give a better text even if the file is the same. */
  readonly isProvisional: (id: ArticleId) => boolean;
}

export class MadeArticles {
  readonly #store: ValueStore;
  readonly #source: AnswerSource;
  readonly #before: ReadonlyMap<ArticleId, Entry>;
  readonly #next = new Map<ArticleId, Entry>();
  readonly #answers = new Map<Question, string>();

  /** @param store a store whose key changes if the same answers could give different files */
  constructor(store: ValueStore, source: AnswerSource) {
    this.#store = store;
    this.#source = source;
    const { questions, articles } = store.read<Kept>() ?? { questions: [], articles: [] };
    this.#before = new Map(
      articles.map(([id, numbers, answers, made]) => [
        id,
        { questions: numbers.map((number) => questions[number] ?? ''), answers, made },
      ]),
    );
  }

  /** What was made last time, if making it again would give the same. It is then also kept for the next build. */
  upToDate(id: ArticleId): MadeArticle | undefined {
    const entry = this.#before.get(id);
    if (!entry || this.#digestOf(entry.questions) !== entry.answers) return undefined;
    this.#next.set(id, entry);
    return entry.made;
  }

  /** @param questions the questions that were asked while it was made */
  keep(id: ArticleId, questions: readonly Question[], made: MadeArticle): void {
    this.#next.set(id, { questions, made });
  }

  /** Writes what was made, with the current answers, even if the files are never put in place. */
  write(): void {
    const numbers = new Map<Question, number>();
    const numberOf = (question: Question): number => {
      const number = numbers.get(question) ?? numbers.size;
      numbers.set(question, number);
      return number;
    };
    const articles = [...this.#next].flatMap(([id, { questions, answers = this.#digestOf(questions), made }]) =>
      answers === undefined ? [] : [[id, questions.map(numberOf), answers, made] as const],
    );
    this.#store.write<Kept>({ questions: [...numbers.keys()], articles });
  }

  /** Undefined if one of the questions cannot be asked again. */
  #digestOf(questions: readonly Question[]): string | undefined {
    const answers: string[] = [];
    for (const question of questions) {
      let answer = this.#answers.get(question);
      if (answer === undefined) {
        const text = this.#answerTo(question);
        if (text === undefined) return undefined;
        // Most answers are short. Long ones are shared by many articles, so they are digested once.
        answer = text.length > 100 ? digest(text) : text;
        this.#answers.set(question, answer);
      }
      answers.push(answer);
    }
    // Answers are JSON, so line breaks in them are escaped.
    return digest(answers.join('\n'));
  }

  #answerTo(question: Question): string | undefined {
    const { context, isProvisional } = this.#source;
    const article = articleOf(question);
    return article !== undefined && isProvisional(article) ? undefined : answerTo(context, question);
  }
}
