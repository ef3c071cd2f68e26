import type { Labels, Routing } from "../../src/alert";

/** A tree of routes that a company runs, in our words. */
export const TOOLCHAIN: Routing = {
  default: "slack-devops",
  groupBy: ["alertname", "cluster", "service"],
  deadMan: { to: "dead-mans-snitch", repeat: "10m" },
  testing: "slack-alerts-test",
  rules: [
    { match: { alertname: "InfoInhibitor" }, to: [] },
    { match: { pagerduty: "high-severity" }, to: ["pagerduty"], continue: true, wait: "2m", repeat: "2h" },
    {
      match: { alertname: ["CPUThrottlingHigh", "KubePodCrashLooping", "KubePodNotReady"] },
      to: ["slack-devops"],
      continue: true,
      repeat: "4h",
    },
    { match: { severity: "critical" }, to: ["slack-devops"], continue: true, repeat: "4h" },
    { match: {}, to: ["email"], wait: "1m", repeat: "8h" },
  ],
};

export const TOOLCHAIN_POINTS = ["slack-devops", "dead-mans-snitch", "slack-alerts-test", "pagerduty", "email"];

/** Where the real amtool sends them. */
export const TOOLCHAIN_RESULTS: readonly (readonly [Labels, readonly string[]])[] = [
  [{ severity: "critical" }, ["slack-devops", "email"]],
  [{ severity: "warning" }, ["email"]],
  [{ pagerduty: "high-severity", severity: "critical" }, ["pagerduty", "slack-devops", "email"]],
  [{ state: "testing", severity: "critical", pagerduty: "high-severity" }, ["slack-alerts-test"]],
  [{ alertname: "Watchdog", severity: "none" }, ["dead-mans-snitch"]],
  [{ alertname: "KubePodNotReady", severity: "warning" }, ["slack-devops", "email"]],
  // Told to nobody: its route is never sent.
  [{ alertname: "InfoInhibitor", severity: "none" }, ["slack-devops"]],
];
