import { didYouMean } from "../nearest";
import type { Problem, Subject } from "../problem";
import { isRule, RULES, type RuleName } from "./rules";

/** A rule that is left aside, and why. What it does not name it does not narrow. */
export interface Ignore extends Subject {
  readonly rule: string;
  /** Why it is right here. */
  readonly reason: string;
}

/**
 * The problems that are left when these are ignored; an entry that is faulty, or that ignores nothing any more, is one.
 * @param path Where the entries stand.
 */
export function withoutIgnored(
  problems: readonly Problem[],
  ignores: readonly Ignore[],
  path: string,
): readonly Problem[] {
  const used = new Set<Ignore>();
  const left = problems.filter((problem) => {
    const ignored = ignores.find((ignore) => covers(ignore, problem));
    if (ignored !== undefined) used.add(ignored);
    return ignored === undefined;
  });
  return [...left, ...ignores.flatMap((ignore, index) => faults(ignore, used.has(ignore), `${path}[${index}]`))];
}

function covers({ rule, dashboard, panel, alert, reason }: Ignore, problem: Problem): boolean {
  const { subject = {} } = problem;
  return (
    rule === problem.rule &&
    isRule(rule) &&
    !isMust(rule) &&
    reason.trim() !== "" &&
    (dashboard === undefined || dashboard === subject.dashboard) &&
    (panel === undefined || panel === subject.panel) &&
    (alert === undefined || alert === subject.alert)
  );
}

function faults({ rule, reason }: Ignore, used: boolean, path: string): readonly Problem[] {
  if (!isRule(rule)) {
    const meant = didYouMean(rule, Object.keys(RULES));
    const hint = meant === undefined ? "docs/rules.md lists them" : `did you mean ${meant}`;
    return [{ path: `${path}.rule`, message: `got ${JSON.stringify(rule)}, must be the name of a rule: ${hint}` }];
  }
  if (isMust(rule)) {
    const message = `got ${rule}, which cannot be ignored: what breaks it is refused where it is deployed`;
    return [{ path: `${path}.rule`, message }];
  }
  if (reason.trim() === "")
    return [{ path: `${path}.reason`, message: "got no reason, must say why the rule is wrong here" }];
  if (used) return [];
  return [{ path, message: `ignores ${rule}, which finds nothing there: take the entry out`, severity: "warning" }];
}

function isMust(rule: RuleName): boolean {
  const { must = false }: { readonly must?: boolean } = RULES[rule];
  return must;
}
