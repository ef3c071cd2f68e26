import { guessName } from "./guess";
import { bare, definition, optionsOf, type Schema, shapeOf } from "./schema-walk";

/** The option of a union that a value was meant for: by its discriminator, else the one that shares most keys. */
export function pickOption(union: Schema, value: unknown): Schema | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const options = optionsOf(union) ?? [];
  const discriminator = discriminatorOf(union);
  if (discriminator !== undefined) return options.find((option) => takes(option, discriminator, value));
  const [best] = options
    .map((option) => ({ option, likeness: likeness(option, Object.keys(value)) }))
    .sort((a, b) => b.likeness - a.likeness);
  return best && best.likeness > 0 ? best.option : undefined;
}

/** The key that tells the options of a union apart, if there is one. */
export function discriminatorOf(union: Schema): string | undefined {
  const def = definition(bare(union));
  return def.type === "union" && "discriminator" in def ? (def.discriminator as string) : undefined;
}

/** What an option's discriminator must be. */
export function discriminatorValues(option: Schema, discriminator: string): readonly unknown[] {
  const schema = shapeOf(option)?.[discriminator];
  const def = schema && definition(schema);
  return def?.type === "literal" ? def.values : [];
}

function takes(option: Schema, discriminator: string, value: object): boolean {
  const given: unknown = Reflect.get(value, discriminator);
  return discriminatorValues(option, discriminator).includes(given);
}

/** Shared keys count; a key that is a near miss counts half. */
function likeness(option: Schema, keys: readonly string[]): number {
  const known = Object.keys(shapeOf(option) ?? {});
  return keys.reduce((sum, key) => {
    if (known.includes(key)) return sum + 1;
    return guessName(key, known) === undefined ? sum : sum + 0.5;
  }, 0);
}
