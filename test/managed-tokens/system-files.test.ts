import { describe, expect, it } from "vitest";
import { systemFiles } from "../../src/managed-tokens/system-files";
import { type Section, tokensConfig } from "./section";

const files = (changes: Section = {}) =>
  Object.fromEntries(systemFiles(tokensConfig(changes)).map(({ path, content }) => [path, content]));

describe("files of the tools", () => {
  it("know the program's user, and root", () => {
    const { "/etc/passwd": users, "/etc/group": groups } = files({ user: { name: "rexbatch", uid: 47535 } });
    expect(users).toBe("root:x:0:0:root:/root:/bin/sh\nrexbatch:x:47535:47535:managed tokens:/tmp:/bin/sh\n");
    expect(groups).toBe("root:x:0:\nrexbatch:x:47535:\n");
  });

  it("ask the KDCs over TCP", () => {
    const kerberos = { realm: "EXAMPLE.ORG", kdcs: ["a.example.org", "b.example.org"], domains: [".example.org"] };
    expect(files({ kerberos })["/etc/krb5.conf"]).toBe(
      [
        "[libdefaults]",
        "  default_realm = EXAMPLE.ORG",
        "  dns_lookup_kdc = false",
        "  rdns = false",
        "  udp_preference_limit = 1",
        "[realms]",
        "  EXAMPLE.ORG = {",
        "    kdc = a.example.org:88",
        "    kdc = b.example.org:88",
        "  }",
        "[domain_realm]",
        "  .example.org = EXAMPLE.ORG",
        "",
      ].join("\n"),
    );
  });

  it("are a krb5.conf of one's own, where there is one", () => {
    const kerberos = { realm: "EXAMPLE.ORG", kdcs: ["a.example.org"], config: "[libdefaults]\n" };
    expect(files({ kerberos })["/etc/krb5.conf"]).toBe("[libdefaults]\n");
  });

  it("hold nodes against their keys, where there are any", () => {
    const key = "*.example.org ssh-ed25519 AAAA";
    expect(files()["/etc/ssh/ssh_config"]).toContain("StrictHostKeyChecking no\n");
    const known = files({ ssh: { knownHosts: [key], port: 2222 } });
    expect(known["/etc/ssh/ssh_config"]).toContain("StrictHostKeyChecking yes\n");
    expect(known["/etc/ssh/ssh_config"]).toContain("  Port 2222\n");
    expect(known["/etc/ssh/ssh_known_hosts"]).toBe(`${key}\n`);
  });

  it("set HTCondor only where something is set", () => {
    expect(Object.keys(files())).not.toContain("/etc/condor/config.d/99-belvedere.conf");
    const settings = { SEC_DEFAULT_ENCRYPTION: "REQUIRED", CREDD_HOST: "credd.example.org" };
    expect(files({ condor: { settings } })["/etc/condor/config.d/99-belvedere.conf"]).toBe(
      "CREDD_HOST = credd.example.org\nSEC_DEFAULT_ENCRYPTION = REQUIRED\n",
    );
  });
});
