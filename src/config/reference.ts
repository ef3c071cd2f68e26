import { stringify } from "yaml";
import { must } from "./explain/allowed";
import { metaOf } from "./explain/example";
import { bare, definition, isSecret, type Schema, sourcesOf } from "./explain/schema-walk";
import { clientSchema, sections } from "./schema";
import { ownSecret } from "./schema/common";
import { type SchemaKey, schemaKeys } from "./schema-keys";

const SCALARS = ["client", "environment", "domain"];

const INTRODUCTION = `# Config reference

<!-- Made from the schema by \`npm run generate\`: change src/config/schema, not this page. -->

Every key of a client's config, in YAML, JSON or TypeScript. \`required\` keys have no default. An unknown key is an error.

A client is one file:

\`\`\`yaml
# yaml-language-server: $schema=../schema/client.schema.json
\`\`\`

In TypeScript it is \`export default defineClient({...})\`. That is code that runs, so it wants \`--allow-typescript\`.

## Several files

\`extends: ./base.yaml\` merges a file over a base, and that base over its own:

- The path is relative to the file that says it, and stays inside the repository (the nearest folder above with \`.git\` or \`package.json\`).
- Maps are merged deeply. Lists and single values are replaced.
- \`null\` over a key of the base takes that key away, so that its default counts again: \`count: null\` where the child has \`autoscale\`.
  Elsewhere a \`null\` is an error. This holds for Helm \`values\` too.
- Anchors and aliases count in their own file only.

## Units

| value | written as |
|---|---|
| duration | a whole number with one of \`s\`, \`m\`, \`h\`, \`d\`, \`w\`: \`15d\` |
| quantity | a whole number with one of \`Mi\`, \`Gi\`, \`Ti\`: \`8Gi\` |
| version, time | text in quotes: \`"1.36"\`, \`"04:00"\` |

## Secrets

A secret is named, never written: a literal is an error. Each key of a secret says which of these sources it takes. What
raising \`revision\` restarts is in [security.md](security.md).
`;

/** The reference page of the config. */
export function configReference(): string {
  const scalars = SCALARS.flatMap((name) => schemaKeys(name, sections[name as keyof typeof sections]));
  const rest = Object.keys(sections).filter((name) => !SCALARS.includes(name));
  return [
    INTRODUCTION,
    table(secretKeys()),
    `## Client\n\n${metaOf(clientSchema).description}\n`,
    table(scalars),
    ...rest.map((name) => section(name, sections[name as keyof typeof sections])),
  ].join("\n");
}

function section(name: string, schema: Schema): string {
  const [own, ...keys] = schemaKeys(name, schema);
  const { description = "", examples = [] } = metaOf(schema);
  const need = own?.required ? "Required." : "May be left out.";
  const example = stringify({ [name]: examples[0] }, { lineWidth: 0 }).trimEnd();
  const options = [...new Set(keys.map(({ when }) => when))];
  const tables = options.map((when) => {
    const title = when === undefined ? "" : `### \`${when}\`\n\n`;
    return `${title}${table(keys.filter((key) => key.when === when))}`;
  });
  return [`## ${name}\n`, `${description} ${need}\n`, `\`\`\`yaml\n${example}\n\`\`\`\n`, ...tables].join("\n");
}

/** Keys of a reference to a secret, under the name \`<secret>\`. */
function secretKeys(): SchemaKey[] {
  const { options } = ownSecret.def;
  return options.flatMap((option) => schemaKeys("<secret>", option).slice(1));
}

function table(keys: readonly SchemaKey[]): string {
  const head = "| key | meaning | allowed | default | example |\n|---|---|---|---|---|\n";
  return `${head}${keys.map(row).join("")}`;
}

function row({ path, schema, required }: SchemaKey): string {
  const { description = "", examples = [], unit } = metaOf(schema);
  const cells = [
    `\`${path}\``,
    description,
    allowed(schema) + (unit === undefined ? "" : ` (${unit})`),
    required ? "required" : defaultOf(schema),
    examples.length === 0 ? "" : `\`${inline(examples[0])}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
}

function allowed(schema: Schema): string {
  if (isSecret(schema)) return `a [secret](#secrets): ${sourcesOf(schema).join(", ")}`;
  const def = definition(bare(schema));
  if (def.type === "enum") return Object.values(def.entries).join(", ");
  return must(schema).replace(/^must (be )?/, "");
}

function defaultOf(schema: Schema): string {
  const def = definition(schema);
  if (def.type !== "default" && def.type !== "prefault") return "none";
  return `\`${inline(def.defaultValue)}\``;
}

function inline(value: unknown): string {
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0)
    return Array.isArray(value) ? "[]" : "{}";
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, compat: "yaml-1.1" }).trimEnd();
}
