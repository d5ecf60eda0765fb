/** Hosts whose pictures and frames pages may load: none unless `sourcebook.yaml` says `trust: own` and lists them. */
import { mediaKindOf } from '../wiki/schema/media.ts';

export interface AllowedHosts {
  /** `upload.wikimedia.org`, `*.example.org` */
  readonly images: readonly string[];
  readonly frames: readonly string[];
  /** Hosts that scripts of the wiki's own parts (site/slots.ts) may come from, and ask. */
  readonly scripts: readonly string[];
}

/** Whether a text is the name of a host, or `*.` and a name for all hosts below it. A name has at least two parts. */
export function isHostPattern(text: string): boolean {
  return /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(text);
}

/** A picture or a frame that a page may load from another host. */
export interface AllowedLoad {
  readonly kind: 'image' | 'frame';
  readonly url: string;
}

/** What an address of another host may be shown as; undefined for a link. */
export function allowedLoad(
  address: string,
  { images, frames }: Pick<AllowedHosts, 'images' | 'frames'>,
): AllowedLoad | undefined {
  if ((images.length === 0 && frames.length === 0) || !URL.canParse(address)) return undefined;
  const url = withPlayer(new URL(address));
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return undefined;
  const isIn = (hosts: readonly string[]): boolean => hosts.some((host) => isHost(url.hostname, host));
  if (isIn(frames)) return { kind: 'frame', url: url.href };
  const media = mediaKindOf(url.pathname);
  return isIn(images) && (media === undefined || media === 'image') ? { kind: 'image', url: url.href } : undefined;
}

function isHost(name: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}

/** The addresses that people copy of a film, and that of its player: pages of films refuse to be framed. */
const players: readonly (readonly [film: RegExp, player: string])[] = [
  [
    /^https:\/\/(?:(?:www|m)\.youtube\.com\/(?:watch\?(?:.*&)?v=|shorts\/|embed\/)|youtu\.be\/)([\w-]{6,})/,
    'https://www.youtube-nocookie.com/embed/',
  ],
  [/^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/, 'https://player.vimeo.com/video/'],
];

function withPlayer(url: URL): URL {
  for (const [film, player] of players) {
    const [, id] = film.exec(url.href) ?? [];
    if (id !== undefined) return new URL(player + id);
  }
  return url;
}
