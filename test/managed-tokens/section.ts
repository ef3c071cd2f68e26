import { type ManagedTokensConfig, managedTokens } from "../../src/config/schema/managed-tokens";

export type Section = Record<string, unknown>;

/** One role, with some keys changed; `undefined` takes one away. */
export function role(changes: Section = {}): Section {
  return without({ account: "dunepro", destinationNodes: ["dunegpvm01.example.org"], ...changes });
}

/** A valid section with few keys, to be changed by each test. */
export function section(changes: Section = {}): Section {
  return without({
    image: "registry.example.org/managed-tokens:0.17.1",
    vaultServer: "vault.example.org",
    kerberos: { realm: "EXAMPLE.ORG", kdcs: ["kdc1.example.org"] },
    kerberosPrincipalPattern: "{{.Account}}/managedtokens@EXAMPLE.ORG",
    condorCollectorHost: ["collector.example.org"],
    keytabs: { dunepro: { existing: { name: "keytabs", key: "dunepro.keytab" } } },
    ferry: { host: "https://ferry.example.org" },
    email: { from: "managed-tokens@example.org", smtpHost: "smtp.example.org" },
    notifications: { adminEmail: ["tokens-ops@example.org"] },
    experiments: { dune: { roles: { production: role() } } },
    ...changes,
  });
}

/** The same as it is checked, with all defaults. */
export function tokensConfig(changes: Section = {}): ManagedTokensConfig {
  return managedTokens.parse(section(changes));
}

function without(section: Section): Section {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));
}
