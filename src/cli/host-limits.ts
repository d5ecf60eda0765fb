/** What free hosts of static sites take, as their documentation says. docs/hosts.md lists them too. */
import type { SiteSize } from '../publish/output/output.ts';
import { sizeText } from './report.ts';

interface HostLimit {
  readonly host: string;
  readonly files?: number;
  readonly bytes?: number;
  readonly bytesOfFile?: number;
}

export const hostLimits: readonly HostLimit[] = [
  { host: 'GitHub Pages', bytes: 1_000_000_000 },
  { host: 'GitLab Pages', bytes: 1_000_000_000 },
  { host: 'Cloudflare Pages', files: 20_000, bytesOfFile: 26_214_400 },
];

/** A sentence for each limit that a site exceeds. */
export function exceededLimits({ files, bytes, largest }: SiteSize): string[] {
  return hostLimits.flatMap((limit) => {
    const most = (what: string): string => `${limit.host} takes ${what}; this site`;
    return [
      ...(limit.files !== undefined && files > limit.files
        ? [`${most(`${limit.files.toLocaleString('en')} files`)} has ${files.toLocaleString('en')}.`]
        : []),
      ...(limit.bytes !== undefined && bytes > limit.bytes ? [`${most(sizeText(limit.bytes))} has ${sizeText(bytes)}.`] : []),
      ...(limit.bytesOfFile !== undefined && largest > limit.bytesOfFile
        ? [`${most(`files of ${sizeText(limit.bytesOfFile)}`)} has one of ${sizeText(largest)}.`]
        : []),
    ];
  });
}
