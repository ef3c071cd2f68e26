import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

const SHOP = { module: "http", target: "https://shop.zai.dev" };

const probes = (all: object) => ({ probes: all });

const REFUSED: readonly (readonly [name: string, change: Record<string, unknown>, said: string, paste?: unknown])[] = [
  [
    "an address without a scheme",
    probes({ shop: { ...SHOP, target: "shop.zai.dev/health" } }),
    'probes.shop.target: got "shop.zai.dev/health", must be an address with its scheme, http or https',
    probes({ shop: { target: "https://shop.zai.dev/health" } }),
  ],
  [
    "an address of another scheme",
    probes({ shop: { ...SHOP, target: "ftp://shop.zai.dev" } }),
    'probes.shop.target: got "ftp://shop.zai.dev", must be an address with its scheme, http or https',
    probes({ shop: { target: "https://shop.zai.dev" } }),
  ],
  [
    "a user in the address",
    probes({ shop: { ...SHOP, target: "https://u:p@shop.zai.dev" } }),
    "probes.shop.target: got an address with a user or password in it, must be one without",
  ],
  [
    "no port that there is",
    probes({ mail: { module: "tls", target: "mail.zai.dev:70000" } }),
    "probes.mail.target: got the port 70000, must be at most 65535",
  ],
  [
    "an interval over which series go stale",
    probes({ shop: { ...SHOP, interval: "5m" } }),
    'probes.shop.interval: got "5m", must be 10s to 2m: an answer may take 10 s, and a series goes stale after 5m',
    probes({ shop: { interval: "2m" } }),
  ],
  [
    "an expression that Go does not know",
    probes({ shop: { ...SHOP, expect: { body: "(?=ready)" } } }),
    'probes.shop.expect.body: got "(?=ready)", must be an RE2 regular expression, and has look-ahead, which RE2 has not (character 1)',
    probes({ shop: { expect: { body: "ready" } } }),
  ],
  [
    "one target twice",
    probes({ shop: SHOP, store: SHOP }),
    'probes.store.target: got "https://shop.zai.dev", which probes.shop asks already; must be asked once',
  ],
  [
    "a scrape job of their name",
    { ...probes({ shop: SHOP }), prometheus: { scrape: { probes: { targets: ["a:1"] } } } },
    'prometheus.scrape.probes: got "probes", which is the job of the config\'s probes; must be a name of its own',
  ],
];

describe("rules on probes", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain)).toEqual([said]);
      expect(problems[0]?.paste === undefined ? undefined : parse(problems[0].paste)).toEqual(paste);
    },
  );

  it("refuse a module that there is not, and name those that there are", async () => {
    const problems = await problemsWith(probes({ shop: { ...SHOP, module: "icmp" } }));
    expect(problems.map(plain)).toEqual([
      expect.stringMatching(/^probes\.shop\.module: .*"icmp".*http, tcp, tls.*dns/),
    ]);
  });

  it("allow one name to be asked for by two types", async () => {
    const name = { module: "dns", target: "zai.dev", server: "ns1.digitalocean.com" };
    expect((await problemsWith(probes({ a: name, mx: { ...name, type: "MX" } }))).map(plain)).toEqual([]);
  });
});
