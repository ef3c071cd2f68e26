import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "pages");

/** Names of the pages, without `.prom`. */
export const PAGES: readonly string[] = readdirSync(FOLDER).flatMap(
  (file) => file.match(/^(.+)\.prom$/)?.slice(1) ?? [],
);

/** What a real pushgateway served after a run: see pages/README.md. */
export function page(name: string): string {
  return readFileSync(join(FOLDER, `${name}.prom`), "utf8");
}

/** A sample of a page. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function samples(text: string): readonly Sample[] {
  return text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^([a-zA-Z_:][\w:]*)\{(.*)\} (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    return [{ name, labels: labelsOf(labels), value: Number(value) }];
  });
}

/** Labels as they are written between braces; those that are empty are none. */
export function labelsOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", value = ""]) => [label, value] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}
