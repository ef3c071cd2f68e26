import type { HelmValues, ImageCopy } from "../charts";
import { checkValues } from "../charts";
import type { Problem } from "../problem";
import type { ChartRequests } from "../sizing/requests";
import { addressProblems } from "./addresses";
import { secretProblems } from "./config-secrets";
import { hardeningProblems } from "./hardening";
import { imageProblems } from "./images";
import { policiesIn } from "./network-simulation";
import type { RenderedRelease } from "./objects";
import { ownObjects } from "./own-objects";
import { policyProblems } from "./policies";
import { removedApiProblems } from "./removed-apis";
import { sizeProblems } from "./sizes";
import type { StackRelease } from "./stack-releases";

export type { KubernetesObject, RenderedRelease } from "./objects";
export { readByTerraform, releasesIn, type StackRelease } from "./stack-releases";

/** A client whose charts the real helm has rendered, and what we assume of them. */
export interface RenderedClient {
  readonly stacks: readonly { readonly resource?: unknown }[];
  readonly releases: readonly (RenderedRelease & Pick<StackRelease, "pin" | "values">)[];
  /** Version of Kubernetes, such as `1.34`. */
  readonly kubernetes: string;
  /** What the sizing counts with. */
  readonly requests: readonly ChartRequests[];
  readonly images: readonly ImageCopy[];
}

/** All that the rendered charts have otherwise than we assume: each would be a fault that shows only in the cluster. */
export function verifyClient(client: RenderedClient): readonly Problem[] {
  const { stacks, releases, kubernetes, requests, images } = client;
  // Pods without a chart are under the same policies, and as confined.
  const all = [...releases, ...ownObjects(stacks)];
  return [
    ...releases.flatMap(({ pin, name, values }) => checkValues(pin, values as HelmValues, `${name}.values`)),
    ...addressProblems(releases, stacks),
    ...sizeProblems(releases, requests),
    ...imageProblems(releases, images),
    ...policyProblems(all, policiesIn(stacks)),
    ...hardeningProblems(all),
    ...secretProblems(releases),
    ...removedApiProblems(releases, kubernetes),
  ];
}
