import { type Labels, matcherText, NEVER_SENT, type Route, routeTree } from "../src/alert";
import { walk } from "../src/alert/walk";
import type { ClientConfig } from "../src/config";
import { DEAD_MAN } from "../src/config/rules/alert-routes";
import { routingOf } from "../stacks/notifications";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT, UsageError } from "./exit";
import { hasErrors, report } from "./report";
import { table } from "./table";

export interface RouteOptions extends LoadOptions {
  readonly format: "human" | "json";
}

/** Prints where an alert with these labels would go, in order. */
export async function alertsRoute(file: string, pairs: readonly string[], options: RouteOptions): Promise<number> {
  const labels = labelsOf(pairs);
  const { clients, problems } = await loadClients([file], options);
  process.stderr.write(report(problems, "human"));
  const config = clients[0]?.config;
  if (config === undefined || hasErrors(problems)) return EXIT.problems;
  const routes = walk(routeTree(routingOf(config)), labels);
  const told = routes.filter(({ mute }) => !mute.includes(NEVER_SENT));
  process.stdout.write(options.format === "json" ? json(told) : human(told, config));
  return EXIT.fine;
}

function labelsOf(pairs: readonly string[]): Labels {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value = ""] = /^([a-zA-Z_]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined)
        throw new UsageError(`got ${pair}, must be a label and its value, such as severity=critical`);
      return [name, value];
    }),
  );
}

function json(routes: readonly Route[]): string {
  const receivers = routes.map(({ receiver, matchers, groupBy, wait, interval, repeat, mute }) => ({
    receiver,
    matchers: matchers.map(matcherText),
    groupBy,
    wait,
    interval,
    repeat,
    mute,
  }));
  return `${JSON.stringify({ receivers }, undefined, 2)}\n`;
}

function human(routes: readonly Route[], { alerts }: ClientConfig): string {
  if (routes.length === 0) return "nobody: no contact point is told of it\n";
  const lines = routes.map(({ receiver, matchers, wait, repeat, mute }) => [
    receiver,
    servicesOf(receiver, alerts.contactPoints[receiver]),
    matchers.length === 0 ? "every other alert" : matchers.map(matcherText).join(", "),
    `after ${wait}, again after ${repeat}${mute.length === 0 ? "" : `, not during ${mute.join(", ")}`}`,
  ]);
  return `${table(lines)}\n`;
}

/** Contact points that the config does not write are that of the sign of life, and those of people of experiments. */
function servicesOf(name: string, point: ClientConfig["alerts"]["contactPoints"][string] | undefined): string {
  if (point === undefined) return name === DEAD_MAN ? "webhook" : "email";
  const { resolved: _, ...kinds } = point;
  return Object.keys(kinds).join(", ");
}
