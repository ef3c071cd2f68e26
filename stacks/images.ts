import { type ImageCopy, imagesOf, mirrored } from "../src/charts";
import type { ImagesConfig } from "../src/config/schema/images";
import type { PlannedRelease } from "./releases";
import type { BroughtSecret } from "./secret-uses";

/** Every image of the deployed charts and of our own Jobs, once, and what the cluster pulls in its place. */
export function imagesToPull(
  releases: readonly PlannedRelease[],
  own: readonly string[],
  { registry }: ImagesConfig,
): readonly ImageCopy[] {
  const images = releases.flatMap(({ name, pin, values }) => imagesOf(pin, values, name));
  return [...new Set([...images, ...own])].sort().map((source) => ({ source, target: mirrored(source, registry) }));
}

/** The Secret by which pods pull: one serves its own namespace only. */
export function pullSecrets(namespaces: readonly string[], { pullSecret }: ImagesConfig): readonly BroughtSecret[] {
  if (pullSecret === undefined) return [];
  return namespaces.map((namespace) => ({ namespace, name: pullSecret, keys: [".dockerconfigjson"] }));
}
