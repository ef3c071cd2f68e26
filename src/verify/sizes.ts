import type { Problem } from "../problem";
import type { ChartRequests, Requests } from "../sizing/requests";
import type { RenderedRelease } from "./objects";
import { requestsOf } from "./pods";

/** Releases that ask the scheduler for something else than the sizing counts with: the platform may not fit, or nodes idle. */
export function sizeProblems(
  releases: readonly RenderedRelease[],
  predicted: readonly ChartRequests[],
): readonly Problem[] {
  return releases.flatMap(({ objects, ...release }) => {
    const { name } = release;
    const expected = usesOf(release).flatMap((one) => predicted.filter((asked) => asked.chart === one))[0];
    if (expected === undefined) return [{ path: name, message: "is not in the sizing" }];
    const found = requestsOf(expected.chart, objects);
    return [
      ...difference(name, "once", found.fixed, expected.fixed),
      ...difference(name, "on every node", found.perNode, expected.perNode),
    ];
  });
}

/** What the sizing may call a release: the one use of a chart that is run in several ways stands before the chart. */
export function usesOf({ name, chart }: Pick<RenderedRelease, "name" | "chart">): readonly string[] {
  return [name, `${chart}-scalable`, `${chart}-cached`, chart];
}

function difference(path: string, where: string, found: Requests, expected: Requests): readonly Problem[] {
  if (found.cpu === expected.cpu && found.memory === expected.memory) return [];
  return [{ path, message: `asks ${where} for ${shown(found)}, and the sizing counts ${shown(expected)}` }];
}

function shown({ cpu, memory }: Requests): string {
  return `${cpu}m CPU and ${memory} MiB`;
}
