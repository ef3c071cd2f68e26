import type { Problem } from "../problem";
import { type PlacedObject, placed, type RenderedRelease } from "./objects";

/** An in-cluster address, as a `ServiceEndpoint` writes it. */
const ADDRESS = /https?:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc:(\d+)/g;

/** In-cluster addresses in synthesized stacks at which no Service of the releases answers. Namespaces without a release are others' business. */
export function addressProblems(releases: readonly RenderedRelease[], stacks: readonly object[]): readonly Problem[] {
  const objects = placed(releases);
  const ours = new Set(objects.map(({ namespace }) => namespace));
  const found = new Map(
    stacks.flatMap((stack) => [...JSON.stringify(stack).matchAll(ADDRESS)].map((match) => [match[0], match])),
  );
  return [...found.values()]
    .filter(([, , namespace = ""]) => ours.has(namespace))
    .flatMap(([url, name = "", namespace = "", port]) => fault(objects, url, name, namespace, Number(port)));
}

function fault(
  objects: readonly PlacedObject[],
  url: string,
  name: string,
  namespace: string,
  port: number,
): readonly Problem[] {
  const service = objects.find(
    ({ object, namespace: own }) => object.kind === "Service" && object.metadata.name === name && own === namespace,
  );
  const path = `${namespace}/${name}`;
  if (service === undefined) {
    return [{ path, message: `got ${url} in a stack, and no release makes that Service` }];
  }
  const ports = service.object.spec?.ports?.map((one) => one.port) ?? [];
  if (ports.includes(port)) return [];
  return [{ path, message: `got ${url} in a stack, and the Service has the ports ${ports.join(", ")}` }];
}
