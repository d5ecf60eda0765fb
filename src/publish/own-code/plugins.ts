/** Sets up plugins of unified, each as a processor of its own, so that a fault names its plugin. */
import type { Root as Hast } from 'hast';
import type { Root } from 'mdast';
import { type Pluggable, type PluggableList, type Processor, unified } from 'unified';
import { VFile } from 'vfile';
import type { Span } from '../../wiki/model.ts';
import { type BodyTransform, TransformFailure, type TransformMessage } from '../../wiki/parse/body/transform.ts';
import { asSentence, messageOf, OwnCodeError, whereOf } from './error.ts';
import { checkHtml, checkMarkdown, slotsIn, UnsoundTree } from './sound-trees.ts';

type VFileMessage = VFile['messages'][number];

interface Step {
  /** `remark[0] (remarkFoo)` */
  readonly name: string;
  readonly processor: Processor;
}

/**
 * Changes the HTML of a part of an article, in place.
 *
 * @returns what plugins have to say about it; spans are offsets in the body
 * @throws TransformFailure
 */
export type HtmlPlugins = (part: Hast, path: string) => readonly TransformMessage[];

/** @throws OwnCodeError if a plugin cannot be used */
export function remarkTransform(plugins: PluggableList, file: string): BodyTransform | undefined {
  const steps = stepsOf('remark', plugins, file);
  if (steps.length === 0) return undefined;
  return (root, body, path) => runSteps(steps, root, body, new VFile({ path, value: body }), checkMarkdown);
}

/** @throws OwnCodeError if a plugin cannot be used */
export function rehypeTransform(plugins: PluggableList, file: string): HtmlPlugins | undefined {
  const steps = stepsOf('rehype', plugins, file);
  if (steps.length === 0) return undefined;
  return (part, path) => {
    const slots = slotsIn(part);
    return runSteps(steps, part, '', new VFile({ path }), (tree) => checkHtml(tree, slots));
  };
}

function stepsOf(kind: 'remark' | 'rehype', plugins: PluggableList, file: string): Step[] {
  return plugins.map((plugin, index) => {
    const name = `\`${kind}[${index}]\`${labelOf(plugin)}`;
    const processor = setUp(plugin, name, file);
    if (processor.parser || processor.compiler || processor.data('micromarkExtensions'))
      throw new OwnCodeError(
        file,
        `${name} adds to the parser or the compiler, which Sourcebook has of its own; only plugins that change a tree can be used.`,
      );
    return { name, processor };
  });
}

function setUp(plugin: Pluggable, name: string, file: string): Processor {
  try {
    return unified().use([plugin]).freeze() as unknown as Processor;
  } catch (error) {
    throw new OwnCodeError(file, `${name} cannot be set up: ${messageOf(error)}`);
  }
}

function labelOf(plugin: Pluggable): string {
  const [attacher] = Array.isArray(plugin) ? plugin : [plugin];
  return typeof attacher === 'function' && attacher.name !== '' ? ` (${attacher.name})` : '';
}

/** @param body that places in messages are offsets in */
function runSteps(
  steps: readonly Step[],
  root: Root | Hast,
  body: string,
  file: VFile,
  check: (tree: unknown) => void,
): readonly TransformMessage[] {
  for (const { name, processor } of steps) {
    try {
      const made = processor.runSync(root, file) as Root | Hast;
      if (made !== root) Object.assign(root, made);
      check(root);
    } catch (error) {
      throw failureOf(name, error, body.length);
    }
  }
  return [file.messages].flat().flatMap((message) => {
    if (!isMessage(message)) return [];
    return [{ message: asSentence(message.reason), ...spanOf(message, body.length) }];
  });
}

function failureOf(name: string, error: unknown, length: number): TransformFailure {
  if (error instanceof UnsoundTree) return new TransformFailure(`${name} leaves ${error.message}.`);
  if (isMessage(error)) return new TransformFailure(`${name} says: ${asSentence(error.reason)}`, spanOf(error, length).span);
  const text = messageOf(error);
  // What unified says of a transformer that returns a promise.
  if (/finished async/.test(text)) return new TransformFailure(`${name} is asynchronous, and plugins are run synchronously.`);
  return new TransformFailure(`${name} failed${whereOf(error)}: ${text}`);
}

function isMessage(error: unknown): error is VFileMessage {
  return error instanceof Error && 'reason' in error && typeof error.reason === 'string';
}

/** The place of a message, if it is one in the text. */
function spanOf({ place }: VFileMessage, length: number): { span?: Span } {
  if (!place) return {};
  const [from, to] = 'start' in place ? [place.start, place.end] : [place, place];
  const start = from.offset;
  const end = to.offset ?? start;
  const isInText = Number.isInteger(start) && Number.isInteger(end) && Number(start) >= 0 && Number(end) >= Number(start);
  return isInText && Number(end) <= length ? { span: { start: Number(start), end: Number(end) } } : {};
}
