import { InputError, type Problem } from "../problem";
import { type Finding, toProblem } from "./explain/finding";
import { explainIssues } from "./explain/issues";
import { unknownKey } from "./explain/unknown-key";
import { freeze } from "./freeze";
import { isWithin, repaired } from "./repair";
import { checkRules } from "./rules";
import { type ClientConfig, clientSchema, sections } from "./schema";
import { withSizedVolumes } from "./sized-volumes";
import { type MapNode, nodeAt, type Path, toValue } from "./source/tree";

/** A config that passed, with what is worth a warning. */
export interface ValidClient {
  readonly config: ClientConfig;
  readonly warnings: readonly Problem[];
}

/**
 * Validates a config. Each section is parsed on its own, so that the rules between sections run on those that are
 * fine even when others are not.
 *
 * @throws InputError with all problems, warnings included.
 */
export function validate(root: MapNode): ValidClient {
  const input = toValue(root) as Readonly<Record<string, unknown>>;
  const { parsed, findings } = parseSections(root, input);
  const all = [...unknownSections(root, input), ...findings, ...ruleFindings(parsed, input, findings)];
  const problems = inOrder(
    root,
    withoutEchoes(all).map((finding) => toProblem(root, finding)),
  );
  if (problems.some(({ severity }) => severity !== "warning")) throw new InputError(problems);
  return { config: freeze(parsed as ClientConfig), warnings: freeze(problems) };
}

/** What the rules find, also in a section that has other faults: these are mended first, and not reported twice. */
function ruleFindings(
  parsed: Partial<Record<keyof ClientConfig, unknown>>,
  input: unknown,
  findings: readonly Finding[],
) {
  if (findings.length === 0) return checkRules(parsed, input);
  const mended = repaired(input, findings);
  const places = findings.map(({ path }) => path);
  const salvaged = Object.entries(sections).flatMap(([name, schema]) => {
    const result = schema.safeParse(mended[name], UNCOMPILED);
    return result.success ? [[name, result.data]] : [];
  });
  return checkRules(Object.fromEntries(salvaged), input).filter(({ path }) => !isWithin(path, places));
}

/** Zod would compile a parser for each section: that takes longer than reading some twenty clients without. */
const UNCOMPILED = { jitless: true } as const;

function parseSections(root: MapNode, input: Readonly<Record<string, unknown>>) {
  const parsed: Partial<Record<keyof ClientConfig, unknown>> = {};
  const findings: Finding[] = [];
  const sized = withSizedVolumes(input);
  for (const [name, schema] of Object.entries(sections)) {
    const result = schema.safeParse(sized[name], UNCOMPILED);
    if (result.success) parsed[name as keyof ClientConfig] = result.data;
    else findings.push(...explainIssues(part(root, schema, input[name], [name]), result.error.issues));
  }
  return { parsed, findings };
}

function unknownSections(root: MapNode, input: Readonly<Record<string, unknown>>): Finding[] {
  return Object.keys(input)
    .filter((key) => !Object.hasOwn(sections, key))
    .map((key) => unknownKey(part(root, clientSchema, input, []), [], key));
}

function part(
  root: MapNode,
  schema: (typeof sections)[keyof typeof sections] | typeof clientSchema,
  value: unknown,
  path: Path,
) {
  return { schema, value, path, text: (at: Path) => textAt(root, at) };
}

function textAt(root: MapNode, path: Path): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === "scalar" ? node.text : undefined;
}

/** One finding for each message at a place; no missing key where a typo of it stands, nor one of several. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const meant = new Set(findings.flatMap((finding) => (finding.meant ? [JSON.stringify(finding.meant)] : [])));
  const around = new Set(findings.flatMap(({ meant }) => (meant ? [JSON.stringify(meant.slice(0, -1))] : [])));
  const seen = new Set<string>();
  return findings.filter(({ path, message }) => {
    const place = JSON.stringify(path);
    if (message.startsWith("is missing") && meant.has(place)) return false;
    if (message.startsWith("got a map, must have ") && around.has(place)) return false;
    const echo = seen.has(`${place} ${message}`);
    seen.add(`${place} ${message}`);
    return !echo;
  });
}

/** In the order of the file, those of its bases after its own. */
function inOrder(root: MapNode, problems: readonly Problem[]): Problem[] {
  const files = [...new Set([root.at, ...problems.map(({ position }) => position)].map((position) => position?.file))];
  const rank = ({ position }: Problem) => files.indexOf(position?.file);
  return [...problems].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
}
