import type { ManagedTokensConfig } from "../config/schema/managed-tokens";

/** A file that the program's tools read, and where they look for it. */
export interface SystemFile {
  /** Its key in the ConfigMap. */
  readonly name: string;
  readonly path: string;
  readonly content: string;
}

const HOME = "/tmp";

/** What the tools read of their system: who there is, the realm, the nodes, the pool. */
export function systemFiles(config: ManagedTokensConfig): readonly SystemFile[] {
  const { condor } = config;
  const settings = Object.keys(condor.settings).length;
  return [
    { name: "users", path: "/etc/passwd", content: passwd(config) },
    { name: "groups", path: "/etc/group", content: group(config) },
    { name: "krb5.conf", path: "/etc/krb5.conf", content: config.kerberos.config ?? krb5(config.kerberos) },
    { name: "ssh_config", path: "/etc/ssh/ssh_config", content: ssh(config) },
    { name: "ssh_known_hosts", path: "/etc/ssh/ssh_known_hosts", content: lines(config.ssh.knownHosts) },
    ...(settings === 0
      ? []
      : [{ name: "condor.conf", path: `${condor.configDirectory}/99-belvedere.conf`, content: pool(condor) }]),
  ];
}

/** The program looks up its own user and root, and ends when it does not find both. */
function passwd({ user: { name, uid } }: ManagedTokensConfig): string {
  return lines([`root:x:0:0:root:/root:/bin/sh`, `${name}:x:${uid}:${uid}:managed tokens:${HOME}:/bin/sh`]);
}

function group({ user: { name, uid } }: ManagedTokensConfig): string {
  return lines(["root:x:0:", `${name}:x:${uid}:`]);
}

/** Over TCP: policies let nothing else through. */
function krb5({ realm, kdcs, domains }: ManagedTokensConfig["kerberos"]): string {
  return lines([
    "[libdefaults]",
    `  default_realm = ${realm}`,
    "  dns_lookup_kdc = false",
    "  rdns = false",
    "  udp_preference_limit = 1",
    "[realms]",
    `  ${realm} = {`,
    ...kdcs.map((kdc) => `    kdc = ${kdc}:88`),
    "  }",
    ...(domains.length === 0 ? [] : ["[domain_realm]", ...domains.map((domain) => `  ${domain} = ${realm}`)]),
  ]);
}

/** What stands first counts, and an option of the command line before it. */
function ssh({ ssh: { knownHosts, port } }: ManagedTokensConfig): string {
  return lines([
    "Host *",
    "  BatchMode yes",
    `  Port ${port}`,
    "  GSSAPIAuthentication yes",
    "  PreferredAuthentications gssapi-with-mic",
    "  GlobalKnownHostsFile /etc/ssh/ssh_known_hosts",
    "  UserKnownHostsFile /dev/null",
    `  StrictHostKeyChecking ${knownHosts.length === 0 ? "no" : "yes"}`,
    "Include /etc/ssh/ssh_config.d/*.conf",
  ]);
}

function pool({ settings }: ManagedTokensConfig["condor"]): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return lines(sorted.map(([name, value]) => `${name} = ${value}`));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
