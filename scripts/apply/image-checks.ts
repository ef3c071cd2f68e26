import { bareImage } from "../../src/verify/images";
import type { PodSpec } from "../../src/verify/objects";
import type { Overview } from "../../stacks/overview";
import type { Asserted } from "./checks";
import type { Cluster, Named } from "./cluster";

interface Pod extends Named {
  readonly spec: PodSpec;
}

/** What live pods pull, against what `show` says: from there, by tag, with the Secret. */
export async function imagesAreKnown(
  cluster: Cluster,
  { images }: Overview,
  pullSecret: string | undefined,
): Promise<Asserted> {
  const known = new Set(images.map(({ target }) => bareImage(target)));
  const pods = await cluster.list<Pod>("pods");
  const wrong = pods.flatMap(({ metadata, spec }) => [
    ...[...(spec.initContainers ?? []), ...spec.containers]
      .map(({ image = "" }) => image)
      .filter((image) => !known.has(bareImage(image)))
      .map((image) => `${metadata.name} runs ${image}`),
    ...(pullSecret === undefined || spec.imagePullSecrets?.some(({ name }) => name === pullSecret)
      ? []
      : [`${metadata.name} does not pull by ${pullSecret}`]),
  ]);
  return { what: "pods run the images that are known", wrong: wrong.join("\n"), detail: `${known.size} images` };
}
