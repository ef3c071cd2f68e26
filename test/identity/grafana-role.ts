/** What Grafana makes of these claims by an expression: a role, or something that is none. */
export async function grafanaRole(expression: string, claims: Readonly<Record<string, unknown>>): Promise<unknown> {
  // The library is an ES module.
  const { search } = await import("@jmespath-community/jmespath");
  return search(claims as Parameters<typeof search>[0], expression);
}
