import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { RoutesConfig } from "../schema/alert-routes";
import type { AlertsConfig } from "../schema/alerts";
import type { Path } from "../source/tree";
import { defineRule } from "./rule";

const ROUTES: Path = ["alerts", "routes"];

/** The contact point that a dead man's own webhook becomes. */
export const DEAD_MAN = "dead-man";

/** The mute timing that a DigitalOcean cluster brings. */
export const MAINTENANCE = "maintenance";

/** Routes name contact points and mute timings that are there, and every contact point is named. */
export const alertRoutes = defineRule({
  needs: ["alerts", "cluster"],
  check({ alerts, cluster }) {
    const { contactPoints, routes } = alerts;
    const declared = Object.keys(contactPoints);
    const named = contactPointsIn(routes);
    const timings = [...Object.keys(alerts.muteTimings), ...(cluster.provider === "digitalocean" ? [MAINTENANCE] : [])];
    return [
      ...named.flatMap(({ path, name }) => mustBeDeclared(path, name, declared, "contact points")),
      ...mutesIn(routes).flatMap(({ path, name }) => mustBeDeclared(path, name, timings, "mute timings")),
      ...idle(
        declared,
        named.map(({ name }) => name),
      ),
      ...reserved(alerts),
      ...mail(alerts),
      ...twoWaysIn(alerts),
      ...empty(alerts),
      ...ungroupable(routes),
      ...inhibitions(alerts),
    ];
  },
});

interface Named {
  readonly path: Path;
  readonly name: string;
}

function contactPointsIn(routes: RoutesConfig): readonly Named[] {
  const { deadMan, testing, teams, namespaces, rules } = routes;
  return [
    { path: [...ROUTES, "default"], name: routes.default },
    ...(["critical", "warning", "info"] as const).flatMap((severity) => items([...ROUTES, severity], routes[severity])),
    ...(typeof deadMan === "string" ? [{ path: [...ROUTES, "deadMan"], name: deadMan }] : []),
    ...(testing === undefined ? [] : [{ path: [...ROUTES, "testing"], name: testing }]),
    ...Object.entries(teams).flatMap(([team, to]) => items([...ROUTES, "teams", team], to)),
    ...Object.entries(namespaces).flatMap(([namespace, to]) => items([...ROUTES, "namespaces", namespace], to)),
    ...rules.flatMap(({ to }, index) => items([...ROUTES, "rules", index, "to"], to)),
  ];
}

function mutesIn({ mute, rules }: RoutesConfig): readonly Named[] {
  return [
    ...items([...ROUTES, "mute"], mute),
    ...rules.flatMap((rule, index) => items([...ROUTES, "rules", index, "mute"], rule.mute)),
  ];
}

function items(path: Path, names: readonly string[] = []): readonly Named[] {
  return names.map((name, index) => ({ path: [...path, index], name }));
}

function mustBeDeclared(path: Path, name: string, declared: readonly string[], what: string): Finding[] {
  if (declared.includes(name)) return [];
  const meant = guessName(name, declared);
  const ask = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const all = declared.length === 0 ? `alerts.${camel(what)}, which has none` : `the ${what} ${listed(declared)}`;
  const fix = meant ?? declared[0];
  return [{ path, message: `got "${name}", must be one of ${all}${ask}`, ...(fix && { fix: nest(path, fix) }) }];
}

function camel(words: string): string {
  return words.replace(/ (.)/g, (_, letter: string) => letter.toUpperCase());
}

function idle(declared: readonly string[], named: readonly string[]): Finding[] {
  return declared
    .filter((name) => !named.includes(name))
    .map((name) => ({
      path: ["alerts", "contactPoints", name],
      at: "key",
      message: `no route leads to ${name}, so no alert ever reaches it`,
      severity: "warning",
    }));
}

function reserved({ contactPoints, muteTimings }: AlertsConfig): Finding[] {
  const taken = (path: Path, whose: string): Finding => ({
    path,
    at: "key",
    message: `got "${path.at(-1)}", which is ${whose}; must have another name`,
  });
  return [
    ...(Object.hasOwn(contactPoints, DEAD_MAN)
      ? [taken(["alerts", "contactPoints", DEAD_MAN], "the webhook of alerts.routes.deadMan")]
      : []),
    ...(Object.hasOwn(muteTimings, MAINTENANCE)
      ? [taken(["alerts", "muteTimings", MAINTENANCE], "the maintenance window of cluster.maintenance")]
      : []),
  ];
}

function twoWaysIn({ contactPoints }: AlertsConfig): Finding[] {
  return Object.entries(contactPoints).flatMap(([name, { webhook }]) => {
    if (webhook?.token === undefined || webhook.basicAuth === undefined) return [];
    const path = ["alerts", "contactPoints", name, "webhook", "token"];
    return [{ path, at: "key", message: "got token beside basicAuth, must be one of them" }];
  });
}

/** Email has a server, and a server's user a password. */
function mail({ contactPoints, smtp }: AlertsConfig): Finding[] {
  const [mailed] = Object.entries(contactPoints).flatMap(([name, { email }]) => (email === undefined ? [] : [name]));
  const path = ["alerts", "smtp"];
  if (smtp === undefined) {
    if (mailed === undefined) return [];
    const fix = nest(path, { host: "smtp.example.com", from: "alerts@example.com" });
    return [{ path, at: "key", message: `is missing, must stand beside alerts.contactPoints.${mailed}.email`, fix }];
  }
  if ((smtp.user === undefined) === (smtp.password === undefined)) return [];
  const missing = smtp.user === undefined ? "user" : "password";
  const value = missing === "user" ? "apikey" : { env: "SMTP_PASSWORD" };
  const message = `is missing, must stand beside the ${missing === "user" ? "password" : "user"}`;
  return [{ path: [...path, missing], at: "key", message, fix: nest([...path, missing], value) }];
}

function empty({ muteTimings }: AlertsConfig): Finding[] {
  return Object.entries(muteTimings).flatMap(([name, { start, end }]) => {
    const path = ["alerts", "muteTimings", name, "end"];
    return start === end ? [{ path, message: `got "${end}", which is the start; must be another time` }] : [];
  });
}

function ungroupable({ groupBy, rules }: RoutesConfig): Finding[] {
  const all = [
    { path: [...ROUTES, "groupBy"], labels: groupBy },
    ...rules.map((rule, index) => ({ path: [...ROUTES, "rules", index, "groupBy"], labels: rule.groupBy })),
  ];
  return all
    .filter(({ labels = [] }) => labels.length > 1 && labels.includes("..."))
    .map(({ path }) => ({ path, message: "got ... beside labels, must stand alone: it is every label" }));
}

/** Said, and not left out in silence. */
function inhibitions({ engine, inhibit }: AlertsConfig): Finding[] {
  if (engine === "prometheus" || inhibit.length === 0) return [];
  const message =
    "got inhibitions, which Grafana takes by its API alone and behind the experimental toggle alertingMultiplePolicies: with engine grafana they hold for no alert of its own, only for what is sent to Alertmanager";
  return [{ path: ["alerts", "inhibit"], at: "key", message, severity: "warning" }];
}
