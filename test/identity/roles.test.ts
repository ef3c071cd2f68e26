import { assert, asyncProperty, constantFrom, record, subarray, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { addressExpression, KEYCLOAK_ROLES, roleExpression } from "../../src/identity/roles";
import { grafanaRole } from "./grafana-role";

const EXPRESSION = roleExpression(KEYCLOAK_ROLES);

describe("roleExpression", () => {
  it.each([
    [["grafana-admin"], "Admin"],
    [["grafana-editor"], "Editor"],
    [["grafana-viewer"], "Viewer"],
    [["grafana-viewer", "grafana-admin"], "Admin"],
    [["offline_access", "uma_authorization"], false],
    [[], false],
  ])("reads %j as %s", async (roles, role) => {
    expect(await grafanaRole(EXPRESSION, { realm_access: { roles } })).toBe(role);
  });

  it.each([[{}], [{ realm_access: {} }], [{ realm_access: { roles: null } }]])(
    "is false for %j, and no error",
    async (claims) => {
      expect(await grafanaRole(EXPRESSION, claims)).toBe(false);
    },
  );

  it("gives the highest role of any set, and none to any other name", async () => {
    const names = ["grafana-admin", "grafana-editor", "grafana-viewer"];
    const others = uniqueArray(constantFrom("admin", "Grafana-Admin", "grafana-admin ", "viewer", "x"));
    const highest = (ours: readonly string[]) =>
      [false, "Admin", "Editor", "Viewer"][1 + names.findIndex((name) => ours.includes(name))];
    await assert(
      asyncProperty(record({ ours: subarray(names), others }), async ({ ours, others }) => {
        const roles = [...others, ...ours].reverse();
        expect(await grafanaRole(EXPRESSION, { realm_access: { roles } })).toBe(highest(ours));
      }),
    );
  });

  it.each(["it's", "a`b", "a\\b", "a\nb"])("refuses the name %j, which would end the text", (admin) => {
    expect(() => roleExpression({ ...KEYCLOAK_ROLES, admin })).toThrow("must have no quote");
  });

  it("refuses a claim that is no name", () => {
    expect(() => roleExpression({ ...KEYCLOAK_ROLES, claim: "a || 'Admin'" })).toThrow("names joined by dots");
  });
});

describe("addressExpression", () => {
  const roles = { admins: ["ops@acme.dev"], editors: ["ed@acme.dev"] };

  it.each([
    ["ops@acme.dev", "Admin"],
    ["ed@acme.dev", "Editor"],
    ["vic@acme.dev", "Viewer"],
  ])("reads %s as %s", async (email, role) => {
    expect(await grafanaRole(addressExpression({ ...roles, others: "viewer" }), { email })).toBe(role);
  });

  it("gives nobody else a role where nobody else is to have one", async () => {
    for (const claims of [{ email: "vic@acme.dev" }, {}])
      expect(await grafanaRole(addressExpression(roles), claims)).not.toBeTypeOf("string");
  });
});
