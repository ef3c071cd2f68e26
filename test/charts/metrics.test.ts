import { describe, expect, it } from "vitest";
import { metricsPort, scrapeAnnotations } from "../../src/charts";

describe("metrics of a chart's pods", () => {
  it("are at the port that the contract gives to their workload", () => {
    expect(metricsPort("keycloakx", "keycloakx")).toBe(9000);
    expect(metricsPort("external-secrets", "webhook")).toBe(8080);
  });

  it("are announced by annotations with the same port", () => {
    expect(scrapeAnnotations("loki", "loki")).toEqual({ "prometheus.io/scrape": "true", "prometheus.io/port": "3100" });
  });

  it("are refused of a workload that tells nothing", () => {
    expect(() => metricsPort("loki", "gateway")).toThrow('nothing is known of metrics of "gateway" of chart loki');
  });
});
