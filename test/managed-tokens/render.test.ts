import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensFile } from "../../src/managed-tokens/render";
import { role, type Section, tokensConfig } from "./section";

const TELEMETRY = {
  pushgateway: "http://prometheus-prometheus-pushgateway.observability.svc:9091",
  loki: "http://loki-gateway.observability.svc:80",
};

function rendered(changes: Section = {}, props: Partial<Parameters<typeof tokensFile>[1]> = {}) {
  const text = tokensFile(tokensConfig(changes), { run: "token-push", telemetry: TELEMETRY, ...props });
  return JSON.parse(text) as Record<string, unknown>;
}

describe("the file of the program", () => {
  it("has all that a config of few keys means", () => {
    expect(rendered()).toEqual({
      condorCollectorHost: "collector.example.org",
      dbLocation: "/var/lib/managed-tokens/managed-tokens.db",
      devEnvironmentLabel: "production",
      disableNotifications: false,
      email: { from: "managed-tokens@example.org", smtpHost: "smtp.example.org", smtpPort: 25 },
      errorCountToSendMessage: 3,
      experiments: {
        dune: {
          emails: [],
          roles: { production: { account: "dunepro", destinationNodes: ["dunegpvm01.example.org"] } },
        },
      },
      ferry: {
        caPath: "/etc/grid-security/certificates",
        host: "https://ferry.example.org",
        hostCert: "/etc/ferry/tls.crt",
        hostKey: "/etc/ferry/tls.key",
        port: 8445,
      },
      kerberosPrincipalPattern: "{{.Account}}/managedtokens@EXAMPLE.ORG",
      keytabPath: "/opt/managed-tokens/keytabs",
      logs: {
        "refresh-uids-from-ferry": {
          debugfile: "/var/log/managed-tokens/refresh-uids-from-ferry.debug.log",
          logfile: "/var/log/managed-tokens/refresh-uids-from-ferry.log",
        },
        "token-push": {
          debugfile: "/var/log/managed-tokens/token-push.debug.log",
          logfile: "/var/log/managed-tokens/token-push.log",
        },
      },
      loki: { host: "http://loki-gateway.observability.svc:80", response_header_timeout: "1s" },
      minTokenLifetime: "3d",
      notifications: { admin_email: ["tokens-ops@example.org"] },
      prometheus: {
        host: "http://prometheus-prometheus-pushgateway.observability.svc:9091",
        jobname: "managed_tokens",
      },
      serviceCreddVaultTokenPathRoot: "/var/lib/managed-tokens/service-credd-vault-tokens",
      timeouts: {
        dbTimeout: "10s",
        ferryRequestTimeout: "30s",
        globalTimeout: "300s",
        kerberosTimeout: "20s",
        pingTimeout: "10s",
        pushTimeout: "30s",
        vaultStorerTimeout: "60s",
      },
      vaultServer: "vault.example.org",
      workerType: Object.fromEntries(
        ["getKerberosTickets", "getToken", "storeAndGetToken", "pingAggregator", "pushTokens"].map((worker) => [
          worker,
          { numRetries: 0, retrySleep: "0s" },
        ]),
      ),
    });
  });

  it("writes every override as the program calls it", () => {
    const overrides = {
      keytabPathOverride: "/opt/managed-tokens/keytabs/dunepro.keytab",
      userPrincipalOverride: "dunepro/special@EXAMPLE.ORG",
      condorCreddHostOverride: "credd.example.org",
      condorScheddConstraintOverride: "IsJobsubLite=?=True",
      vaultServerOverride: "vault2.example.org",
      serviceCreddVaultTokenPathRootOverride: "/var/lib/managed-tokens/special",
      kerberosPrincipalPatternOverride: "{{.Account}}/x@EXAMPLE.ORG",
      defaultRoleFileDestinationTemplateOverride: "/tmp/{{.DesiredUID}}_{{.Account}}",
      fileCopierOptionsOverride: "--chmod=u=r,go=",
      pingOptionsOverride: "-W 2",
      disableNotificationsOverride: true,
      tokenGetterOverride: "storeAndGetToken",
    };
    const given = role({
      ...overrides,
      desiredUidOverride: 4_294_967_295,
      condorCollectorHostOverride: ["a.example.org", "b.example.org:9619"],
      sshOptionsOverride: ["ConnectTimeout=10", "Port=2222"],
    });
    const experiments = { "dune-2": { emails: ["a@b.org"], experimentOverride: "dune", roles: { production: given } } };
    expect(rendered({ experiments }).experiments).toEqual({
      "dune-2": {
        emails: ["a@b.org"],
        experimentOverride: "dune",
        roles: {
          production: {
            ...overrides,
            account: "dunepro",
            destinationNodes: ["dunegpvm01.example.org"],
            desiredUIDOverride: 4_294_967_295,
            condorCollectorHostOverride: "a.example.org,b.example.org:9619",
            sshOptionsOverride: "ConnectTimeout=10 Port=2222",
          },
        },
      },
    });
  });

  it("gives each executable a job of its own, and onboarding none", () => {
    const jobs = (run: Parameters<typeof tokensFile>[1]["run"]) => rendered({}, { run }).prometheus;
    expect(jobs("token-push")).toMatchObject({ jobname: "managed_tokens" });
    expect(jobs("refresh-uids-from-ferry")).toMatchObject({ jobname: "managed_tokens_ferry" });
    expect(jobs("onboarding")).toBeUndefined();
  });

  it("leaves a person a quarter of an hour to sign in", () => {
    expect(rendered({}, { run: "onboarding" }).timeouts).toMatchObject({
      globalTimeout: "1140s",
      vaultStorerTimeout: "900s",
      pushTimeout: "30s",
    });
  });

  it("sends traces only where somebody takes them", () => {
    expect(rendered().tracing).toBeUndefined();
    const traces = "http://opentelemetry-collector.observability.svc:4318";
    expect(rendered({}, { telemetry: { ...TELEMETRY, traces } }).tracing).toEqual({ url: traces });
  });

  it("does not tell how the config was written", () => {
    const names = ["dune", "mu2e", "nova"];
    const experiments = (order: readonly string[]) =>
      Object.fromEntries(order.map((name) => [name, { roles: { production: role() } }]));
    const text = (order: readonly string[]) =>
      tokensFile(tokensConfig({ experiments: experiments(order) }), { run: "token-push", telemetry: TELEMETRY });
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        expect(text(order)).toBe(text(names));
      }),
      { numRuns: 6 },
    );
  });
});
