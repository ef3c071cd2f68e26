import { type ImageCopy, imagesOf, mirrored } from "../src/charts";
import type { ClientConfig } from "../src/config";
import type { ImagesConfig } from "../src/config/schema/images";
import { TASK_IMAGES } from "../src/images";
import type { Task } from "../src/sizing/tasks";
import type { PlannedRelease } from "./releases";
import type { BroughtSecret } from "./secret-uses";
import { exporterImages } from "./watched";

/** Every image of the deployed charts and of our own pods, once, and what the cluster pulls in its place. */
export function imagesToPull(
  releases: readonly PlannedRelease[],
  own: readonly string[],
  { registry }: ImagesConfig,
): readonly ImageCopy[] {
  const images = releases.flatMap(({ name, pin, values }) => imagesOf(pin, values, name));
  return [...new Set([...images, ...own])].sort().map((source) => ({ source, target: mirrored(source, registry) }));
}

/** Images of our own pods, beside those of the charts. */
export function ownImages(tasks: readonly Task[], config: ClientConfig): readonly string[] {
  const { managedTokens } = config;
  const ofTasks = tasks.flatMap((task) => TASK_IMAGES[task] ?? []);
  return [...ofTasks, ...exporterImages(config), ...(managedTokens === undefined ? [] : [managedTokens.image])];
}

/** The Secret by which pods pull: one serves its own namespace only. */
export function pullSecrets(namespaces: readonly string[], { pullSecret }: ImagesConfig): readonly BroughtSecret[] {
  if (pullSecret === undefined) return [];
  return namespaces.map((namespace) => ({ namespace, name: pullSecret, keys: [".dockerconfigjson"] }));
}
