import pc from "picocolors";
import { overviewOf } from "../stacks/overview";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import type { Format } from "./formats";
import { hasErrors, report } from "./report";
import { needsOf } from "./secrets";

export interface CheckOptions extends LoadOptions {
  readonly format: Format;
}

/** Says all that is wrong with these configs; loads no Terraform. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stdout.write(report(problems, options.format));
  if (options.format === "human")
    process.stdout.write(
      verdict(files, problems.length) +
        needs(
          clients.map(({ config }) => config),
          problems,
        ),
    );
  return hasErrors(problems) ? EXIT.problems : EXIT.fine;
}

function verdict(files: readonly string[], problems: number): string {
  const count = `${files.length} ${files.length === 1 ? "client" : "clients"}`;
  return problems === 0
    ? `${pc.green("ok")}  ${count}, no problems\n`
    : `${count}, ${problems} ${problems === 1 ? "problem" : "problems"}\n`;
}

/** What has to be brought, and what comes by itself. */
function needs(
  configs: readonly Parameters<typeof overviewOf>[0][],
  problems: Parameters<typeof hasErrors>[0],
): string {
  if (hasErrors(problems)) return "";
  return configs
    .flatMap((config) => needsOf(overviewOf(config)))
    .map((line) => `    ${line}\n`)
    .join("");
}
