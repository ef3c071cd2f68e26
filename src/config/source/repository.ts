import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

/** The nearest folder above that is a repository or a package; else the file's own folder. */
export function repositoryOf(file: string): string {
  const start = dirname(realPath(file));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git")) || existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/** Whether a file lies in a folder, symbolic links followed. */
export function isInside(file: string, root: string): boolean {
  const below = relative(root, realPath(file));
  return !below.startsWith("..") && !isAbsolute(below);
}

/** The file behind symbolic links; a file that is not there is told of when it is read. */
export function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}
