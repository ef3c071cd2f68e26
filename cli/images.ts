import { overviewOf } from "../stacks/overview";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import { hasErrors, report } from "./report";
import { table } from "./table";

export interface ImagesOptions extends LoadOptions {
  readonly format: "human" | "json";
}

/** Prints every image that these clients run, once, beside what is pulled in its place. */
export async function chartsImages(files: readonly string[], options: ImagesOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stderr.write(report(problems, "human"));
  if (hasErrors(problems)) return EXIT.problems;
  const all = clients.flatMap(({ config }) => overviewOf(config).images);
  const images = [...new Map(all.map((image) => [`${image.source} ${image.target}`, image])).values()];
  const text =
    options.format === "json"
      ? JSON.stringify(images, undefined, 2)
      : table(images.map(({ source, target }) => [source, target]));
  process.stdout.write(`${text}\n`);
  return EXIT.fine;
}
