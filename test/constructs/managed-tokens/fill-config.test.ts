import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { tokensFile } from "../../../src/managed-tokens/render";
import { role, tokensConfig } from "../../managed-tokens/section";

const SCRIPT = join(__dirname, "..", "..", "..", "constructs", "managed-tokens", "fill-config.sh");
const folder = mkdtempSync(join(tmpdir(), "belvedere-fill-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TEMPLATE = join(folder, "template.json");
const FILE = join(folder, "managedTokens.json");

const ADMINS = { adminEmail: ["a@example.org"], slackAlertsUrl: { env: "URL" } };

/** A file whose other texts have what the script looks for, too. */
const config = tokensConfig({
  notifications: ADMINS,
  notificationsTest: ADMINS,
  condorScheddConstraint: '@notifications@ "SLACK_ALERTS_URL": & | \\ {{.Account}} ${x}',
  experiments: { dune: { roles: { production: role() } } },
});

const rendered = (notifications?: string, notificationsTest?: string) =>
  tokensFile(config, {
    run: "token-push",
    telemetry: { pushgateway: "http://x:9091", loki: "http://x:3100" },
    slack: { notifications, notificationsTest },
  });

function filled(
  environment: Readonly<Record<string, string>>,
  template = rendered("@notifications@", "@notifications-test@"),
) {
  writeFileSync(TEMPLATE, template);
  const env = { PATH: process.env.PATH ?? "", ...environment };
  return spawnSync("/bin/sh", [SCRIPT, TEMPLATE, FILE], { encoding: "utf8", env });
}

describe("the step that fills the file", () => {
  it("gives the file as if it had been written with the addresses", () => {
    const address = fc
      .string({ unit: fc.constantFrom(..."aZ09._~:/?#@&+,=%-"), maxLength: 40 })
      .map((path) => `https://hooks.slack.com/services/${path}`);
    fc.assert(
      fc.property(address, address, (url, testUrl) => {
        expect(filled({ SLACK_URL: url, SLACK_TEST_URL: testUrl }).stderr).toBe("");
        expect(readFileSync(FILE, "utf8")).toBe(rendered(url, testUrl));
      }),
      { numRuns: 40 },
    );
  });

  it("takes an address with the line's end that a Secret often has", () => {
    filled({ SLACK_URL: "https://hooks.slack.com/services/a\n", SLACK_TEST_URL: "https://x/" });
    expect(readFileSync(FILE, "utf8")).toBe(rendered("https://hooks.slack.com/services/a", "https://x/"));
  });

  it("copies a file that has no address", () => {
    expect(filled({}, rendered()).status).toBe(0);
    expect(readFileSync(FILE, "utf8")).toBe(rendered());
  });

  it("lets nobody else read it, and leaves nothing beside it", () => {
    filled({ SLACK_URL: "https://hooks.slack.com/services/a" });
    expect(statSync(FILE).mode & 0o777).toBe(0o600);
    expect(() => statSync(`${FILE}.sed`)).toThrow();
  });

  it.each([
    ["a quote", 'https://hooks.slack.com/"', "holds a sign that no address of Slack has"],
    ["a backslash", "https://hooks.slack.com/\\n", "holds a sign that no address of Slack has"],
    ["two lines", "https://hooks.slack.com/a\nb", "holds a sign that no address of Slack has"],
    ["no address", "hunter2", "does not begin with https://"],
  ])("refuses %s, and does not show it", (_, url, said) => {
    const { status, stderr } = filled({ SLACK_URL: url });
    expect(status).toBe(1);
    expect(stderr).toBe(`the address for notifications ${said}\n`);
  });
});
