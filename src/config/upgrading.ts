import { metaOf } from "./explain/example";
import type { Schema } from "./explain/schema-walk";
import { sections } from "./schema";
import { type SchemaKey, schemaKeys } from "./schema-keys";

const INTRODUCTION = `# Upgrading Belvedere

<!-- Made by \`npm run generate\` from the schema: change src/config/schema, not this page. -->

1. Take the new release, run \`belvedere check\`: a key that has another name now is an error that gives it.
2. \`belvedere synth\` into the folder of the last output, or with \`--since FOLDER\`: where an apply would lose data, or Kubernetes would
   refuse a change half-way, nothing is written, and the message says what to do first. A bucket, a database, a volume, a cluster,
   a release with volumes and a namespace are held against this; \`--accept-losses\` goes on all the same.
3. Read the diff of the output, then \`terraform plan\`.

What each release leaves in the cluster is kept in \`test/releases\`, and a test upgrades every example from there: none of it is replaced,
and no uid of a dashboard, an alert or a datasource changes.

## Renamed keys
`;

/** The page about upgrades, with every key that has had another name. */
export function upgradingPage(schemas: Readonly<Record<string, Schema>> = sections): string {
  const renamed = Object.entries(schemas)
    .flatMap(([name, schema]) => schemaKeys(name, schema))
    .flatMap(rowsOf);
  return `${INTRODUCTION}\n${renamed.length === 0 ? "None so far.\n" : table(renamed)}`;
}

function rowsOf({ path, schema }: SchemaKey): string[] {
  const { renamedFrom } = metaOf(schema);
  if (renamedFrom === undefined) return [];
  const before = path.replace(/[^.]+$/, renamedFrom.key);
  return [`| ${renamedFrom.since} | \`${before}\` | \`${path}\` |`];
}

function table(rows: readonly string[]): string {
  return `${["| since | was | is |", "|---|---|---|", ...[...rows].sort()].join("\n")}\n`;
}
