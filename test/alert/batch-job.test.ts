import { describe, expect, it } from "vitest";
import { batchJobAlerts, checkAlerts, conditionExpr, defineAlertGroup, sincePushed } from "../../src/alert";
import { promql } from "../../src/dashboard";

const JOB = { job: "managed_tokens-ferry", interval: "1h" };

describe("batchJobAlerts", () => {
  it("tells of a job that is overdue by two runs, that was never seen, and whose push was refused", () => {
    expect(batchJobAlerts(JOB).map((alert) => [alert.name, conditionExpr(alert), alert.for])).toEqual([
      [
        "ManagedTokensFerryOverdue",
        '(time() - max by (job) (last_over_time(push_time_seconds{job="managed_tokens-ferry"}[7d]))) > 7200',
        "0s",
      ],
      [
        "ManagedTokensFerryUnseen",
        '(absent_over_time(push_time_seconds{job="managed_tokens-ferry"}[7d])) > 0',
        "7200s",
      ],
      [
        "ManagedTokensFerryPushRefused",
        '(max by (job) (push_failure_time_seconds{job="managed_tokens-ferry"}) - max by (job) (push_time_seconds{job="managed_tokens-ferry"})) > 0',
        "0s",
      ],
    ]);
  });

  it("waits for as many runs as it is told, with the severity that it is told", () => {
    const [overdue, unseen] = batchJobAlerts({ ...JOB, interval: "1d", overdue: 3, severity: "critical" });
    expect([overdue?.above, unseen?.for, overdue?.severity]).toEqual([259_200, "259200s", "critical"]);
  });

  it("makes alerts that pass all checks", () => {
    expect(checkAlerts([defineAlertGroup({ name: "batch", alerts: batchJobAlerts(JOB) })])).toEqual([]);
  });

  it.each(['a"b', "", "1a", "ä"])("refuses the name %j", (job) => {
    expect(() => batchJobAlerts({ ...JOB, job })).toThrow("its name must be letters, digits");
  });
});

describe("sincePushed", () => {
  it("goes on with a series that vanished", () => {
    expect(sincePushed(promql`last_push_timestamp{job="x"}`, ["service", "node"]).text).toBe(
      'time() - max by (service, node) (last_over_time(last_push_timestamp{job="x"}[7d]))',
    );
  });
});
