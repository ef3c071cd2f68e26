import { describe, expect, it } from "vitest";
import { alertGroupsFor } from "../../alerts";
import { EVERYTHING } from "../../alerts/everything";
import { managedTokensGroups } from "../../alerts/managed-tokens";
import { dashboardsFor } from "../../dashboards";
import { checkAlerts, conditionExpr, toGrafanaRules } from "../../src/alert";
import { renderDashboard } from "../../src/dashboard";
import { catalogueOf } from "../../src/queries";
import { CONTEXT } from "../dashboard/fixtures";
import { labelsOf, PAGES, page, samples } from "../managed-tokens/pages";
import { scopeOf } from "../managed-tokens/scope";
import type { Section } from "../managed-tokens/section";

const alerts = managedTokensGroups(scopeOf()).flatMap((group) => group.alerts);

function conditions(given: Section = {}): Readonly<Record<string, string>> {
  const all = managedTokensGroups(scopeOf(given)).flatMap((group) => group.alerts);
  return Object.fromEntries(all.map((alert) => [alert.name, conditionExpr(alert)]));
}

describe("alerts of managed-tokens", () => {
  it("are listed as the config has them by default", () => {
    expect(EVERYTHING.managedTokens).toEqual(scopeOf());
  });

  it("have no problem, and name no metric that is not pushed", () => {
    const platform = { catalogue: catalogueOf(["managed-tokens", "pushgateway"]), scrapeInterval: 30 };
    expect(checkAlerts(managedTokensGroups(scopeOf()), platform)).toEqual([]);
  });

  it("go on with series that vanish, and know one job from another", () => {
    expect(conditions()).toMatchObject({
      TokenStoreTooOld:
        '(time() - max by (experiment, role, service, credd) (last_over_time(managed_tokens_last_token_store_timestamp{job="managed_tokens"}[7d]))) > 10800',
      TokenPushTooOld:
        '(time() - max by (experiment, role, service) (last_over_time(managed_tokens_last_token_push_timestamp{job="managed_tokens"}[7d]))) > 10800',
      UidRefreshTooOld:
        '(clamp_max(time() - max by (job) (max_over_time(managed_tokens_last_ferry_refresh{job="managed_tokens_ferry"}[7d])), 604800)) > 172800',
      TokenServicesFailed: '(max by (job) (managed_tokens_failed_services_push_count{job="managed_tokens"})) > 0',
      FerryRequestsFailed: '(max by (job) (managed_tokens_ferry_request_error_count{job="managed_tokens_ferry"})) > 0',
      ManagedTokensOverdue:
        '(time() - max by (job) (last_over_time(push_time_seconds{job="managed_tokens"}[7d]))) > 7200',
      ManagedTokensFerryOverdue:
        '(time() - max by (job) (last_over_time(push_time_seconds{job="managed_tokens_ferry"}[7d]))) > 172800',
    });
  });

  it("have their bounds, jobs and intervals from the config", () => {
    const found = conditions({
      devEnvironmentLabel: "development",
      schedules: { tokenPush: "8,38 * * * *", refreshUids: "20 */6 * * *" },
      thresholds: { tokenStoreAge: "90m", tokenPushAge: "2h", pushStage: "4m", kinitFailures: 1, missedRuns: 3 },
      timeouts: { globalTimeout: "400s" },
    });
    const bounds = Object.fromEntries(Object.entries(found).map(([name, expr]) => [name, expr.split(" > ").at(-1)]));
    expect(bounds).toMatchObject({
      TokenStoreTooOld: "5400",
      TokenPushTooOld: "7200",
      TokenPushStageSlow: "240",
      UidRefreshStageSlow: "300",
      TokenRunNearTimeout: "320",
      KinitFailed: "1",
      ManagedTokensDevelopmentOverdue: "5400",
      ManagedTokensFerryDevelopmentOverdue: "64800",
    });
    expect(found.KinitFailed).toContain('job="managed_tokens_development"');
  });

  it("are told by experiment, role and service, but for what is of the whole service", () => {
    const parts = alerts.flatMap(({ signal }) =>
      /^(?:time\(\) - )?(?:max|sum) by \(([\w, ]+)\)/.exec(signal.expr.text)?.slice(1),
    );
    expect(new Set(parts)).toEqual(
      new Set([
        "experiment, role, service",
        "experiment, role, service, credd",
        "experiment, role, service, node",
        "executable",
        "executable, stage",
        "job",
        undefined,
      ]),
    );
  });

  it("are tested with series of the real pages", () => {
    const real = PAGES.flatMap((name) => samples(page(name))).map(({ name, labels }) => text(name, labels));
    const tested = alerts.flatMap(({ tests }) => tests.flatMap(({ series = {} }) => Object.keys(series)));
    const elsewhere = [...new Set(tested)].filter((series) => {
      const [, name = "", labels = ""] = /^(\w+)\{(.*)\}$/.exec(series) ?? [];
      const { experiment: _, role: __, ...pushed } = labelsOf(labels);
      if (pushed.job === "another") return false;
      return !real.includes(text(name, pushed));
    });
    expect(elsewhere).toEqual([]);
  });

  it("are given only to those whose Prometheus has the metrics", () => {
    const without = { components: ["pushgateway"] as const };
    expect(alertGroupsFor(without).map(({ name }) => name)).not.toContain("managed-tokens");
    expect(alertGroupsFor({ ...without, managedTokens: scopeOf() }).map(({ name }) => name)).toContain(
      "managed-tokens",
    );
  });

  it("are as large for 2,000 services as for one, dashboards too", () => {
    const roles = (count: number) => ({
      experiments: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `e${index}`,
          { roles: { production: { account: "dunepro", destinationNodes: ["n1.example.org"] } } },
        ]),
      ),
    });
    const files = (count: number) => {
      const scope = { components: [], managedTokens: scopeOf(roles(count)) };
      return [
        toGrafanaRules(alertGroupsFor(scope), CONTEXT),
        ...dashboardsFor(scope).map((dashboard) => renderDashboard(dashboard, CONTEXT)),
      ];
    };
    expect(files(2000)).toEqual(files(1));
  });
});

function text(name: string, labels: Readonly<Record<string, string>>): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}
