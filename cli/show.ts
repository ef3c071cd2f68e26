import { overviewOf } from "../stacks/overview";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import type { ShowFormat } from "./formats";
import { hasErrors, report } from "./report";
import { showHtml } from "./show-html";
import { describe } from "./summary";

export interface ShowOptions extends LoadOptions {
  readonly format: ShowFormat;
}

/** Says what each client gets: components, addresses, requests against capacity, cost, secrets. */
export async function show(files: readonly string[], options: ShowOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stderr.write(report(problems, "human"));
  if (hasErrors(problems)) return EXIT.problems;
  if (options.format === "json") {
    process.stdout.write(
      `${JSON.stringify(
        clients.map(({ config }) => overviewOf(config)),
        undefined,
        2,
      )}\n`,
    );
    return EXIT.fine;
  }
  const texts =
    options.format === "html"
      ? [showHtml(clients.map(({ config }) => overviewOf(config)))]
      : clients.map(({ file, config }) => describe(file, config));
  process.stdout.write(texts.join("\n"));
  return EXIT.fine;
}
