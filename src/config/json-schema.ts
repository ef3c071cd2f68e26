import { toJSONSchema } from "zod";
import { clientSchema } from "./schema";

type Json = Record<string, unknown>;

const ROOT = "#/definitions/";
const EXTENDS = {
  type: "string",
  description:
    "Base that this file is merged over, relative to it: maps are merged, lists and values replaced, null takes a key away.",
  examples: ["./base.yaml"],
};

/**
 * The schema for editors, in draft 7, which YAML language servers take. A file with `extends` may leave out what its
 * base has, and take keys away by `null`.
 */
export function clientJsonSchema(): Json {
  const { definitions = {}, $schema, ...client } = fromZod();
  const parts = { ...(definitions as Json), Client: client };
  const overlays = Object.entries(parts).map(([name, part]) => [`Overlay${name}`, overlay(part)] as const);
  const all: Json = { ...parts, ...Object.fromEntries(overlays) };
  const overlayClient = all.OverlayClient as Json;
  overlayClient.properties = { ...(overlayClient.properties as Json), extends: EXTENDS };
  return sorted({
    $schema,
    $id: "urn:belvedere:client.schema.json",
    title: client.title,
    description: client.description,
    if: { type: "object", properties: { extends: true }, required: ["extends"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: `${ROOT}OverlayClient` },
    else: { $ref: `${ROOT}Client` },
    definitions: all,
  }) as Json;
}

function fromZod(): Json {
  return toJSONSchema(clientSchema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      // Keywords of ours, for the reference page and for UPGRADING.md.
      delete (jsonSchema as Json).unit;
      delete (jsonSchema as Json).renamedFrom;
    },
  }) as Json;
}

/** The same schema with nothing required, and `null` for every key; lists stay as they are, since they are replaced. */
function overlay(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(overlay);
  if (!isMap(schema)) return schema;
  if (typeof schema.$ref === "string") return { ...schema, $ref: schema.$ref.replace(ROOT, `${ROOT}Overlay`) };
  const { required, oneOf, anyOf = oneOf, allOf, properties, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(anyOf !== undefined && { anyOf: overlay(anyOf) }),
    ...(allOf !== undefined && { allOf: overlay(allOf) }),
    ...(isMap(properties) && { properties: removableEach(properties) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isMap(additionalProperties) ? removable(additionalProperties) : additionalProperties,
    }),
  };
}

function removableEach(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, removable(value)]));
}

function removable(schema: unknown): Json {
  const { description, ...rest } = overlay(schema) as Json;
  return { ...(description !== undefined && { description }), anyOf: [rest, { type: "null" }] };
}

/** Keys in order at every level, so that the file says only what changed. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(value[key])]));
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
