import type { LabelMatcher, Route, Timing } from "./route";

/** What a label must be: a value, one of a list, none of them, or what an expression matches. */
export type Condition =
  | string
  | readonly string[]
  | { readonly not: string | readonly string[] }
  | { readonly regex: string };

/** Conditions on labels, all of which must hold. */
export type Match = Readonly<Record<string, Condition>>;

interface Times {
  /** Labels whose alerts share one message. @default alertname and namespace */
  readonly groupBy?: readonly string[] | undefined;
  readonly wait?: string | undefined;
  readonly interval?: string | undefined;
  readonly repeat?: string | undefined;
}

/** A route of any kind. */
export interface RoutingRule extends Times {
  readonly match: Match;
  /** Contact points, all of which are told; none: nobody is. */
  readonly to: readonly string[];
  /** Look at the routes below as well. @default false */
  readonly continue?: boolean | undefined;
  readonly mute?: readonly string[] | undefined;
}

/** Alerts that share messages by other labels than the rest, wherever they go. */
export interface Grouping {
  readonly match: Match;
  readonly groupBy: readonly string[];
}

/** Which alert goes where. */
export interface Routing extends Times {
  /** Contact point of every alert that no other route takes. */
  readonly default: string;
  /** Contact points by severity. Left out: the default; empty: nobody is told. */
  readonly critical?: readonly string[] | undefined;
  readonly warning?: readonly string[] | undefined;
  readonly info?: readonly string[] | undefined;
  /** What Watchdog tells that alerting works. @default nobody is told */
  readonly deadMan?: { readonly to: string; readonly repeat?: string | undefined } | undefined;
  /** Contact point of alerts with `state: testing`, and of no other. @default nobody is told */
  readonly testing?: string | undefined;
  readonly teams?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly namespaces?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly rules?: readonly RoutingRule[] | undefined;
  /** @default none */
  readonly groupings?: readonly Grouping[] | undefined;
  /** Mute timings for all but what is critical, and the sign of life. */
  readonly mute?: readonly string[] | undefined;
}

/** The alert that always fires. */
export const WATCHDOG = "Watchdog";

/** Mute timing that is always on: for routes that tell nobody. */
export const NEVER_SENT = "never-sent";

const GROUP_BY: readonly string[] = ["alertname", "namespace"];

const TIMINGS: Readonly<Record<"default" | "critical" | "deadMan", Timing>> = {
  default: { wait: "30s", interval: "5m", repeat: "12h" },
  critical: { wait: "10s", interval: "1m", repeat: "1h" },
  deadMan: { wait: "30s", interval: "1m", repeat: "5m" },
};

/** The tree of both engines. */
export function routeTree(routing: Routing): Route {
  const root: Route = {
    receiver: routing.default,
    matchers: [],
    continue: false,
    mute: [],
    routes: [],
    ...timing(TIMINGS.default, routing),
  };
  const { rules = [], groupings = [] } = routing;
  return {
    ...root,
    routes: [
      ...siblings(optional(routing.deadMan?.to), { ...root, ...deadMan(routing) }),
      ...siblings(optional(routing.testing), { ...root, matchers: [equals("state", "testing")] }),
      ...rules.flatMap((rule) => siblings(rule.to, { ...root, ...ruleDraft(rule, root) })),
      ...groupings.map((grouping) => groupedBody(routing, root, grouping)),
      ...body(routing, root),
    ],
  };
}

function deadMan({ deadMan }: Routing) {
  const { repeat = TIMINGS.deadMan.repeat } = deadMan ?? {};
  return { ...TIMINGS.deadMan, repeat, groupBy: ["alertname"], matchers: [equals("alertname", WATCHDOG)] };
}

function ruleDraft(rule: RoutingRule, root: Route) {
  const { match, mute = [], continue: goesOn = false } = rule;
  return {
    ...timing(root, { groupBy: root.groupBy, ...given(rule) }),
    mute,
    continue: goesOn,
    matchers: matchersOf(match),
  };
}

function groupedBody(routing: Routing, root: Route, { match, groupBy }: Grouping): Route {
  const route = { ...root, groupBy };
  return { ...route, matchers: matchersOf(match), routes: body(routing, route) };
}

/** Teams, namespaces and severities; with the default beneath them where a rule above may have taken the alert already. */
function body(routing: Routing, root: Route): readonly Route[] {
  const { mute = [], rules = [] } = routing;
  const loud = branches(routing, root);
  if (mute.length === 0) return rules.some((rule) => rule.continue) ? [{ ...root, routes: loud }] : loud;
  const muted = { ...root, mute };
  return [
    {
      ...muted,
      matchers: [isNot("severity", "critical")],
      routes: branches({ ...routing, critical: undefined }, muted),
    },
    { ...root, routes: loud },
  ];
}

function branches(routing: Routing, route: Route): readonly Route[] {
  const { teams = {}, namespaces = {}, critical, warning, info } = routing;
  const urgent = { ...route, ...timing(TIMINGS.critical, { groupBy: route.groupBy }) };
  return [
    ...byValue("team", teams, route),
    ...byValue("namespace", namespaces, route),
    ...bySeverity("critical", critical, urgent),
    ...bySeverity("warning", warning, route),
    ...bySeverity("info", info, route),
  ];
}

function byValue(label: string, values: Readonly<Record<string, readonly string[]>>, route: Route): readonly Route[] {
  return Object.entries(values).flatMap(([value, to]) =>
    siblings(to, { ...route, continue: true, matchers: [equals(label, value)] }),
  );
}

function bySeverity(severity: string, to: readonly string[] | undefined, route: Route): readonly Route[] {
  return to === undefined ? [] : siblings(to, { ...route, matchers: [equals("severity", severity)] });
}

function optional(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

/** One route for each contact point, each of which hands on to the next; where nobody is told, one that is never sent. */
function siblings(names: readonly string[], route: Route): readonly Route[] {
  if (names.length === 0) return [{ ...route, mute: [NEVER_SENT] }];
  return names.map((receiver, index) => ({
    ...route,
    receiver,
    continue: index < names.length - 1 || route.continue,
  }));
}

function timing(fallback: Timing, times: Times): Timing & Pick<Route, "groupBy"> {
  const { groupBy = GROUP_BY, wait = fallback.wait, interval = fallback.interval, repeat = fallback.repeat } = times;
  return { groupBy, wait, interval, repeat };
}

function given(times: Times): Times {
  return Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined));
}

/** Conditions as matchers. */
export function matchersOf(match: Match): readonly LabelMatcher[] {
  return Object.entries(match).map(([label, condition]) => matcherOf(label, condition));
}

function matcherOf(label: string, condition: Condition): LabelMatcher {
  if (typeof condition === "string") return equals(label, condition);
  if (isList(condition)) return { label, operator: "=~", value: anyOf(condition) };
  if ("regex" in condition) return { label, operator: "=~", value: condition.regex };
  const { not } = condition;
  return typeof not === "string" ? isNot(label, not) : { label, operator: "!~", value: anyOf(not) };
}

function isList(condition: Exclude<Condition, string>): condition is readonly string[] {
  return Array.isArray(condition);
}

function equals(label: string, value: string): LabelMatcher {
  return { label, operator: "=", value };
}

function isNot(label: string, value: string): LabelMatcher {
  return { label, operator: "!=", value };
}

function anyOf(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&")).join("|");
}
