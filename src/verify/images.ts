import type { ImageCopy } from "../charts";
import type { Problem } from "../problem";
import type { RenderedRelease } from "./objects";
import { containersOf } from "./pods";

/** Images that a chart runs and that are not listed: a registry that was filled by the list would lack them. */
export function imageProblems(releases: readonly RenderedRelease[], listed: readonly ImageCopy[]): readonly Problem[] {
  const known = new Set(listed.map(({ target }) => bareImage(target)));
  return releases.flatMap(({ name, objects }) =>
    containersOf(objects)
      .filter(({ image = "" }) => !known.has(bareImage(image)))
      .map(({ where, image }) => ({
        path: `${name}.${where}`,
        message: `runs ${image}, which is not in the list of images`,
      })),
  );
}

/** Without digest, and without the registry that is every runtime's default. */
export function bareImage(image: string): string {
  return image.replace(/@sha256:.*$/, "").replace(/^docker\.io\/(library\/)?/, "");
}
