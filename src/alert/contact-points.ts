import type { Problem } from "../problem";

/** Where alerts can go. Its address is a secret and stands in a file that a Secret is mounted as. */
export interface ContactPoint {
  /** Unique. */
  readonly name: string;
  readonly kind: "slack" | "webhook";
  /** Absolute path of the file with the address, as the engine sees it. */
  readonly secretFile: string;
  /** Slack channel, with its `#`. @default the webhook's own */
  readonly channel?: string;
}

/** Which alert goes where. */
export interface Routes {
  /** Contact point of every alert that no other route takes. */
  readonly default: string;
  /** Contact points of alerts with severity critical, all of which get it. @default the default */
  readonly critical?: readonly string[] | undefined;
}

/** When a notification goes out, in the words of both engines. */
export interface Timing {
  /** How long the first alert of a group waits for others. */
  readonly group_wait: string;
  /** How long news of a group wait after a message. */
  readonly group_interval: string;
  /** After how long an alert that still fires is sent again. */
  readonly repeat_interval: string;
}

export const TIMINGS: Readonly<Record<"default" | "critical", Timing>> = {
  default: { group_wait: "30s", group_interval: "5m", repeat_interval: "12h" },
  critical: { group_wait: "10s", group_interval: "1m", repeat_interval: "1h" },
};

/** Labels whose alerts share one message. */
export const GROUP_BY: readonly string[] = ["alertname", "namespace"];

/** Contact points and routes that either engine would refuse, or would lose an alert by. */
export function checkContactPoints(points: readonly ContactPoint[], routes: Routes): readonly Problem[] {
  return [...checkPoints(points), ...checkRoutes(points, routes)];
}

function checkPoints(points: readonly ContactPoint[]): readonly Problem[] {
  const names = points.map(({ name }) => name);
  return points.flatMap(({ name, secretFile }, index) => {
    const path = `alerts.contactPoints.${name}`;
    const faults: readonly (readonly [boolean, string])[] = [
      [name.trim() === "", "got an empty name, must have one"],
      [names.indexOf(name) !== index, `got ${name} twice, must be unique`],
      [
        !/^\/[^{}]+$/.test(secretFile),
        `got secret file ${JSON.stringify(secretFile)}, must be an absolute path without braces`,
      ],
    ];
    return faults.flatMap(([fault, message]) => (fault ? [{ path, message }] : []));
  });
}

function checkRoutes(points: readonly ContactPoint[], routes: Routes): readonly Problem[] {
  const names = new Set(points.map(({ name }) => name));
  const critical = routes.critical ?? [];
  const targets = [
    { path: "alerts.routes.default", name: routes.default },
    ...critical.map((name, index) => ({ path: `alerts.routes.critical[${index}]`, name })),
  ];
  const used = new Set(targets.map(({ name }) => name));
  const unknown = targets
    .filter(({ name }) => !names.has(name))
    .map(({ path, name }) => ({
      path,
      message: `got ${JSON.stringify(name)}, must be one of: ${[...names].join(", ")}`,
    }));
  const idle = points
    .filter(({ name }) => !used.has(name))
    .map(
      ({ name }): Problem => ({
        path: `alerts.contactPoints.${name}`,
        message: `got no route to ${name}, so no alert ever reaches it`,
        severity: "warning",
      }),
    );
  return [...unknown, ...idle];
}
