import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { SloConfig } from "../schema/slos";
import type { Path } from "../source/tree";
import { defineRule } from "./rule";

const DAY = 86_400;

/** The fastest burn that is alerted on: 2 % of the budget of 30 days in an hour. */
const FASTEST = 14.4;

/** Above this a handful of failed requests within an hour is the whole budget of it. */
const HIGHEST = 99.99;

/** Objectives that nobody can keep, or that no alert could tell apart; windows for which there are no samples. */
export const serviceLevels = defineRule({
  needs: ["slos", "prometheus"],
  check({ slos, prometheus }): Finding[] {
    return Object.entries(slos).flatMap(([key, slo]) => {
      const path = ["slos", key];
      return [
        ...subject(path, slo),
        ...objective([...path, "objective"], slo.objective),
        ...(slo.latency === undefined ? [] : objective([...path, "latency", "objective"], slo.latency.objective)),
        ...window([...path, "window"], slo, prometheus.retention),
      ];
    });
  },
});

function subject(path: Path, { service, router }: SloConfig): Finding[] {
  if (service === undefined && router === undefined) {
    const message = "got neither service nor router, must have exactly one of them";
    return [{ path, message, fix: nest(path, { service: "shop-web-80@kubernetes" }) }];
  }
  if (service !== undefined && router !== undefined) {
    const message = "got both service and router, must have exactly one of them";
    return [{ path: [...path, "router"], message, fix: nest(path, { service }) }];
  }
  const [key, value] = service === undefined ? ["router", router ?? ""] : ["service", service];
  // Letters that a label's value in a query could be closed with have no place in a name of Traefik's.
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*@[a-z]+$/.test(value)) return [];
  const message = `got ${JSON.stringify(value)}, must be a name of Traefik's with its provider, such as shop-web-80@kubernetes`;
  return [{ path: [...path, key], message, fix: nest([...path, key], `${value.replace(/@.*$/, "")}@kubernetes`) }];
}

function objective(path: Path, value: number): Finding[] {
  if (value === 100) {
    const message = "got 100, must be below: without an error budget the first failed request breaks the promise";
    return [{ path, message, fix: nest(path, 99.9) }];
  }
  const lowest = Math.ceil((100 - 100 / FASTEST) * 10) / 10;
  if (value > HIGHEST && value < 100) {
    const message = `got ${value}, must be at most ${HIGHEST}: a single failed request of 7,000 in an hour would wake somebody`;
    return [{ path, message, fix: nest(path, HIGHEST) }];
  }
  if (value >= lowest && value < 100) return [];
  const why =
    value < lowest && value > 0
      ? `: below, even nothing but errors does not burn the budget ${FASTEST} times as fast`
      : "";
  const message = `got ${value}, must be a percentage from ${lowest} to ${HIGHEST}${why}`;
  return [{ path, message, fix: nest(path, value > 0 && value < 1 ? Number((value * 100).toFixed(4)) : 99.5) }];
}

function window(path: Path, { window }: SloConfig, retention: string): Finding[] {
  const kept = durationSeconds(retention);
  if (kept < 7 * DAY) {
    const message = `got SLOs with prometheus.retention ${retention}, which must be 7d at least: the budget is counted over a week or more`;
    return [{ path: path.slice(0, -1), message, fix: nest(["prometheus", "retention"], "30d") }];
  }
  if (window === undefined) return [];
  const seconds = durationSeconds(window);
  if (seconds < 7 * DAY || seconds > 90 * DAY)
    return [{ path, message: `got "${window}", must be 7d to 90d`, fix: nest(path, "30d") }];
  if (seconds <= kept) return [];
  const message = `got "${window}", must be at most prometheus.retention, which is ${retention}: what is older is not counted`;
  return [{ path, message, fix: nest(["prometheus", "retention"], window) }];
}
