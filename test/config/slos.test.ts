import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

type Slo = Readonly<Record<string, unknown>>;

const SHOP = { service: "shop-web-80@kubernetes", objective: 99.5 };

function withSlo(slo: Slo, retention = "30d") {
  return { slos: { shop: slo }, prometheus: { retention } };
}

describe("slos", () => {
  it.each<readonly [string, Slo]>([
    ["a service", SHOP],
    ["a router", { router: "websecure-shop@kubernetes", objective: 99.9 }],
    ["quick answers", { ...SHOP, latency: { below: "500ms", objective: 95 } }],
    ["a window", { ...SHOP, window: "14d" }],
    ["the lowest objective", { ...SHOP, objective: 93.1 }],
    ["the highest", { ...SHOP, objective: 99.99 }],
  ])("take %s", async (_, slo) => {
    expect(await problemsWith(withSlo(slo))).toEqual([]);
  });

  it.each<readonly [string, Slo, string, unknown]>([
    [
      "100 %",
      { ...SHOP, objective: 100 },
      "slos.shop.objective: got 100, must be below: without an error budget the first failed request breaks the promise",
      { slos: { shop: { objective: 99.9 } } },
    ],
    [
      "more nines than an hour can tell apart",
      { ...SHOP, objective: 99.999 },
      "slos.shop.objective: got 99.999, must be at most 99.99: a single failed request of 7,000 in an hour would wake somebody",
      { slos: { shop: { objective: 99.99 } } },
    ],
    [
      "an objective that no alert could miss",
      { ...SHOP, objective: 90 },
      "slos.shop.objective: got 90, must be a percentage from 93.1 to 99.99: below, even nothing but errors does not burn the budget 14.4 times as fast",
      { slos: { shop: { objective: 99.5 } } },
    ],
    [
      "a share instead of a percentage",
      { ...SHOP, objective: 0.995 },
      "slos.shop.objective: got 0.995, must be a percentage from 93.1 to 99.99: below, even nothing but errors does not burn the budget 14.4 times as fast",
      { slos: { shop: { objective: 99.5 } } },
    ],
    [
      "a latency of 100 %",
      { ...SHOP, latency: { below: "1s", objective: 100 } },
      "slos.shop.latency.objective: got 100, must be below: without an error budget the first failed request breaks the promise",
      { slos: { shop: { latency: { objective: 99.9 } } } },
    ],
    [
      "neither service nor router",
      { objective: 99.5 },
      "slos.shop: got neither service nor router, must have exactly one of them",
      { slos: { shop: { service: "shop-web-80@kubernetes" } } },
    ],
    [
      "both",
      { ...SHOP, router: "websecure-shop@kubernetes" },
      "slos.shop.router: got both service and router, must have exactly one of them",
      { slos: { shop: { service: "shop-web-80@kubernetes" } } },
    ],
    [
      "a name without its provider",
      { ...SHOP, service: "shop-web-80" },
      'slos.shop.service: got "shop-web-80", must be a name of Traefik\'s with its provider, such as shop-web-80@kubernetes',
      { slos: { shop: { service: "shop-web-80@kubernetes" } } },
    ],
    [
      "a window longer than the samples are kept",
      { ...SHOP, window: "60d" },
      'slos.shop.window: got "60d", must be at most prometheus.retention, which is 30d: what is older is not counted',
      { prometheus: { retention: "60d" } },
    ],
    [
      "a window of a day",
      { ...SHOP, window: "1d" },
      'slos.shop.window: got "1d", must be 7d to 90d',
      { slos: { shop: { window: "30d" } } },
    ],
  ])("refuse %s", async (_, slo, said, paste) => {
    const problems = await problemsWith(withSlo(slo));
    expect(problems.map(plain)).toEqual([said]);
    expect(problems.map((problem) => parse(problem.paste ?? ""))).toEqual([paste]);
  });

  it("refuse samples that are kept for less than a week", async () => {
    expect((await problemsWith(withSlo(SHOP, "3d"))).map(plain)).toEqual([
      "slos.shop: got SLOs with prometheus.retention 3d, which must be 7d at least: the budget is counted over a week or more",
    ]);
  });
});
