import { describe, expect, it } from "vitest";
import { checkGrafanaValues } from "../../../constructs/grafana";

const ini = (section: Record<string, unknown>) => ({ "grafana.ini": { "auth.generic_oauth": section } });

describe("checkGrafanaValues", () => {
  it("says where disable_login_form belongs (defect 8)", () => {
    expect(checkGrafanaValues(ini({ disable_login_form: true }), "grafana.values")).toEqual([
      {
        path: 'grafana.values."grafana.ini"."auth.generic_oauth".disable_login_form',
        message: "got disable_login_form in [auth.generic_oauth], where Grafana ignores it; must be in [auth]",
        paste: "grafana.ini:\n  auth:\n    disable_login_form: true",
      },
    ]);
  });

  describe("a file that Grafana reads (defect 9)", () => {
    const values = ini({ client_secret: "$__file{/etc/secrets/oidc/secret}" });

    it("must be mounted", () => {
      const [problem] = checkGrafanaValues(values, "grafana.values");
      expect(problem?.message).toBe(
        "got $__file{/etc/secrets/oidc/secret}, which no mount covers: Grafana would not start; must lie under a mountPath of extraSecretMounts",
      );
      expect(problem?.paste).toContain("mountPath: /etc/secrets/oidc");
    });

    it("may be mounted by the user or by us", () => {
      const mount = { name: "oidc", secretName: "oidc", mountPath: "/etc/secrets/oidc" };
      expect(checkGrafanaValues({ ...values, extraSecretMounts: [mount] }, "v")).toEqual([]);
      expect(checkGrafanaValues(values, "v", [{ path: "/etc/secrets/oidc" }])).toEqual([]);
    });

    it("is not covered by a folder whose name only begins alike", () => {
      expect(
        checkGrafanaValues({ ...values, extraSecretMounts: [{ mountPath: "/etc/secrets/oid" }] }, "v"),
      ).toHaveLength(1);
    });
  });

  it("keeps the guard against leaked secrets (defect 10)", () => {
    expect(checkGrafanaValues({ assertNoLeakedSecrets: false }, "v")[0]?.path).toBe("v.assertNoLeakedSecrets");
    expect(checkGrafanaValues({ assertNoLeakedSecrets: true }, "v")).toEqual([]);
  });

  it("refuses several pods on one volume", () => {
    expect(checkGrafanaValues({ replicas: 2 }, "v")[0]?.message).toContain("must be 1");
    expect(checkGrafanaValues({ replicas: 2, persistence: { enabled: false } }, "v")).toEqual([]);
  });

  it("wants offline_access and refresh tokens together (defect 12)", () => {
    expect(checkGrafanaValues(ini({ scopes: "openid offline_access" }), "v")[0]?.message).toContain("both or neither");
    expect(checkGrafanaValues(ini({ scopes: "openid offline_access", use_refresh_token: true }), "v")).toEqual([]);
  });
});
