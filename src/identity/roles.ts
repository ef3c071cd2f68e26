/** What a person may do in Grafana, the most first. */
export const GRAFANA_ROLES = ["admin", "editor", "viewer"] as const;

export type GrafanaRole = (typeof GRAFANA_ROLES)[number];

/** Claim in which Keycloak tells a person's roles. */
export const KEYCLOAK_CLAIM = "realm_access.roles";

/** Name of the realm role that stands for a role in Grafana. */
export function realmRole(role: GrafanaRole): string {
  return `grafana-${role}`;
}

/** Name of the group whose members have a role. */
export function roleGroup(role: GrafanaRole): string {
  return `${role}s`;
}

/** How a role is told from the claims of a token. */
export interface RoleNames extends Readonly<Record<GrafanaRole, string>> {
  /** Claim that lists a person's roles: names joined by dots. */
  readonly claim: string;
}

export const KEYCLOAK_ROLES: RoleNames = {
  claim: KEYCLOAK_CLAIM,
  admin: realmRole("admin"),
  editor: realmRole("editor"),
  viewer: realmRole("viewer"),
};

/**
 * Grafana's `role_attribute_path`: the highest role that the claim lists, and false for none of them. A claim that
 * is missing is taken as an empty list: without that, the expression would fail and the next source would be asked.
 *
 * @throws Error for a name that cannot stand in the expression.
 */
export function roleExpression(names: RoleNames): string {
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(names.claim))
    throw new Error(`claim "${names.claim}" must be names joined by dots`);
  return GRAFANA_ROLES.map(
    (role) => `contains(${names.claim} || \`[]\`, ${text(names[role])}) && '${word(role)}'`,
  ).join(" || ");
}

/**
 * The same for accounts that are told by their address.
 *
 * @throws Error for an address that cannot stand in the expression.
 */
export function addressExpression(roles: {
  readonly admins: readonly string[];
  readonly editors: readonly string[];
  /** Role of everybody else. @default - none */
  readonly others?: GrafanaRole | undefined;
}): string {
  const named = (addresses: readonly string[], role: GrafanaRole) =>
    addresses.map((address) => `email == ${text(address)} && '${word(role)}'`);
  const others = roles.others === undefined ? [] : [`'${word(roles.others)}'`];
  const rules = [...named(roles.admins, "admin"), ...named(roles.editors, "editor"), ...others];
  if (rules.length === 0) throw new Error("an address expression must name somebody");
  return rules.join(" || ");
}

function text(value: string): string {
  if (/['`\\]|[^\x20-\x7e\u00a0-\uffff]/.test(value))
    throw new Error(`"${value}" must have no quote, backslash or control character`);
  return `'${value}'`;
}

/** The role as Grafana writes it. */
function word(role: GrafanaRole): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}`;
}
