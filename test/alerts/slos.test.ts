import { describe, expect, it } from "vitest";
import { burnRate } from "../../alerts/burn-rates";
import { badRatio, indicatorsOf, ofEach, type Slo, sloRecordings } from "../../alerts/slos";

const SHOP: Slo = {
  name: "shop",
  of: { label: "service", value: "shop@kubernetes" },
  objective: 99.5,
  latency: { below: 1, objective: 95 },
  window: "30d",
};

describe("indicatorsOf", () => {
  const [availability, latency] = indicatorsOf(SHOP);

  it("counts faults of ours against all requests", () => {
    expect(availability).toMatchObject({ slo: "shop", sli: "availability", budget: 0.005 });
    expect(availability?.bad("1h").text).toBe(
      'sum(rate(traefik_service_requests_total{service="shop@kubernetes",code=~"5.."}[1h]))',
    );
  });

  it("counts slow answers by the bucket as Prometheus stores it, faults left out", () => {
    expect(latency).toMatchObject({ slo: "shop", sli: "latency", budget: 0.05 });
    expect(latency?.bad("5m").text).toBe(
      '(sum(rate(traefik_service_request_duration_seconds_count{service="shop@kubernetes",code!~"5.."}[5m])) - ' +
        'sum(rate(traefik_service_request_duration_seconds_bucket{service="shop@kubernetes",code!~"5..",le="1.0"}[5m])))',
    );
  });

  it("has one where latency was not promised", () => {
    const { latency: _, ...without } = SHOP;
    expect(indicatorsOf(without).map(({ sli }) => sli)).toEqual(["availability"]);
  });

  it("is 0 where nothing is bad, and nothing where nothing is known", () => {
    if (availability === undefined) throw new Error("no indicator");
    const bad = availability.bad("5m").text;
    const all = availability.all("5m").text;
    expect(badRatio(availability, "5m").text).toBe(`(${bad} / (${all} > 0) or 0 * ${all})`);
  });
});

describe("sloRecordings", () => {
  const groups = sloRecordings([SHOP]);

  it("records a budget for each indicator, and shares and rates over seven ranges", () => {
    const records = groups.flatMap(({ recordings }) => recordings.map(({ record }) => record));
    expect(records.filter((record) => record === "slo:error_budget:ratio")).toHaveLength(2);
    expect(records.filter((record) => record.startsWith("slo:bad_requests:ratio_rate"))).toHaveLength(7);
    expect(new Set(records).size).toBe(15);
  });

  it("marks each series", () => {
    expect(ofEach([SHOP], ({ budget }) => ({ datasource: "prometheus", text: String(budget) })).text).toBe(
      'label_replace(label_replace(0.005, "slo", "shop", "", ""), "sli", "availability", "", "") or ' +
        'label_replace(label_replace(0.05, "slo", "shop", "", ""), "sli", "latency", "", "")',
    );
  });
});

describe("burnRate", () => {
  it("is that of the better range, once ten requests were bad", () => {
    expect(burnRate({ long: "1h", short: "5m" }).expr.text).toBe(
      "(slo:bad_requests:ratio_rate1h < slo:bad_requests:ratio_rate5m or slo:bad_requests:ratio_rate5m) / slo:error_budget:ratio " +
        `and slo:bad_requests:rate1h >= ${10 / 3600}`,
    );
  });
});
