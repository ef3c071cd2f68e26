import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOKENS_RELABELLING } from "../../src/managed-tokens/relabel";
import { servicesOf } from "../../src/managed-tokens/services";
import { role, tokensConfig } from "./section";

/** What Prometheus makes of a series: its expressions match a whole value. */
function relabelled(series: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const labels: Record<string, string> = { ...series };
  for (const { source_labels, regex, target_label, replacement } of TOKENS_RELABELLING) {
    const found = new RegExp(`^(?:${regex})$`).exec(source_labels.map((label) => labels[label] ?? "").join(";"));
    if (found === null) continue;
    labels[target_label] = replacement.replace(/\$\{(\d)\}/g, (_, group: string) => found[Number(group)] ?? "");
  }
  return labels;
}

const PUSHED = "managed_tokens_last_token_push_timestamp";

describe("experiment and role of a pushed series", () => {
  it("are those of the config, whatever signs an experiment has", () => {
    const experiment = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,12}[a-z0-9])?$/);
    const name = fc.stringMatching(/^[a-z0-9]{1,10}$/);
    fc.assert(
      fc.property(experiment, name, (key, roleName) => {
        const config = tokensConfig({ experiments: { [key]: { roles: { [roleName]: role() } } } });
        const [service] = servicesOf(config);
        expect(relabelled({ __name__: PUSHED, service: service?.label ?? "" })).toMatchObject({
          experiment: key,
          role: roleName,
        });
      }),
    );
  });

  it("are those of the real name, where there is one", () => {
    const experiments = { "dune-2": { experimentOverride: "dune", roles: { production: role() } } };
    const [service] = servicesOf(tokensConfig({ experiments }));
    expect(relabelled({ __name__: PUSHED, service: service?.label ?? "" })).toMatchObject({ experiment: "dune" });
  });

  it("are not those of other jobs that have a service", () => {
    expect(relabelled({ __name__: "backup_last_success", service: "orders_api" })).toEqual({
      __name__: "backup_last_success",
      service: "orders_api",
    });
    expect(relabelled({ __name__: "managed_tokens_stage_duration_seconds" })).not.toHaveProperty("experiment");
  });
});
