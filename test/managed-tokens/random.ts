import fc from "fast-check";
import type { ManagedTokensConfig } from "../../src/config/schema/managed-tokens";
import { role, tokensConfig } from "./section";

/** Texts that some layer on the way to the program would like to change. */
const HARD = [
  "${x}",
  "$${",
  "%{ if a }",
  "%%{",
  "{{ .Values.a }}",
  "{{`",
  "\\",
  '"',
  "'",
  "&",
  "|",
  "#",
  " ",
  "é",
  "<",
];

const text = fc.array(fc.constantFrom(...HARD, "a", "="), { minLength: 1, maxLength: 12 }).map((all) => all.join(""));

const template = fc
  .array(fc.constantFrom("{{.Account}}", "{{ .Role }}", "{{.DesiredUID}}", "_", "$", "%", "x"), { minLength: 1 })
  .map((all) => `/tmp/${all.join("")}`);

const experiment = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,14}[a-z0-9])?$/);
const roleName = fc.stringMatching(/^[a-z0-9]{1,12}$/);

const roles = fc.dictionary(
  roleName,
  fc
    .record({
      destinationNodes: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}\.example\.org$/), { minLength: 1, maxLength: 4 }),
      desiredUidOverride: fc.integer({ min: 1, max: 4_294_967_295 }),
      defaultRoleFileDestinationTemplateOverride: template,
      condorScheddConstraintOverride: text,
    })
    .map((changes) => role(changes)),
  { minKeys: 4, maxKeys: 4 },
);

/** Configs of so many experiments with four roles each, the same on every run. */
export function randomConfigs(count: number, experiments: number): readonly ManagedTokensConfig[] {
  const all = fc.dictionary(
    experiment,
    roles.map((own) => ({ emails: ["a@example.org"], roles: own })),
    { minKeys: experiments, maxKeys: experiments },
  );
  const config = fc.record({ experiments: all, condorScheddConstraint: text, settings: text }).map((given) =>
    tokensConfig({
      experiments: given.experiments,
      condorScheddConstraint: given.condorScheddConstraint,
      condor: { settings: { REQUIREMENTS: given.settings } },
      kerberos: { realm: "EXAMPLE.ORG", kdcs: ["kdc.example.org"], config: `# ${given.settings}\n` },
      notifications: { adminEmail: ["a@example.org"], slackAlertsUrl: { env: "SLACK" } },
    }),
  );
  return fc.sample(config, { numRuns: count, seed: 20260721 });
}
