/** Locations of files: absolute paths without symbolic links. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** Whether a path is `folder` or inside it. Both are absolute, without symbolic links. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The absolute path, with symbolic links resolved as far as the path exists. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPathOf(above), basename(path));
  }
}
