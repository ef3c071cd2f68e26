import type { Overview } from "../stacks/overview";

/** The line that shows a generated secret to who may read Secrets of its namespace. */
export function readingLine({ namespace, name, key }: Overview["generatedSecrets"][number]): string {
  return `kubectl -n ${namespace} get secret ${name} -o jsonpath='{.data.${key.replaceAll(".", "\\.")}}' | base64 -d`;
}

/** A store, and what comes from it. */
export function storeLine({ name, kind, secrets }: Overview["stores"][number]): readonly string[] {
  return [name, kind, secrets.join(", ")];
}

/** What the deploying job has to bring, and what comes without it. */
export function needsOf({
  client,
  environmentVariables,
  existingConfigMaps,
  existingSecrets,
  generatedSecrets,
  stores,
}: Overview): readonly string[] {
  const brought = existingSecrets.map(({ namespace, name }) => `${namespace}/${name}`);
  const maps = existingConfigMaps.map(({ namespace, name }) => `${namespace}/${name}`);
  const generated = generatedSecrets.map(({ namespace, name }) => `${namespace}/${name}`);
  return [
    `${client} deploys with ${environmentVariables.length === 0 ? "no variable" : environmentVariables.join(", ")}`,
    ...(brought.length === 0 ? [] : [`${client} wants the Secrets ${brought.join(", ")}`]),
    ...(maps.length === 0 ? [] : [`${client} wants the ConfigMaps ${maps.join(", ")}`]),
    ...(generated.length === 0 ? [] : [`${client} generates ${generated.join(", ")}`]),
    ...stores.map(({ name, secrets }) => `${client} fills ${secrets.join(", ")} from ${name}`),
  ];
}
