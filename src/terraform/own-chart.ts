import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type IStackSynthesizer, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { parse } from "yaml";

/** A chart of our own, as a release in a stack names it. */
export interface OwnChart {
  /** Relative to the stack's folder, where Terraform runs. */
  readonly chart: string;
  readonly version: string;
}

/** Has a stack's folder hold a copy of one of our charts, once, so that the output needs nothing else. */
export function ownChart(scope: Construct, name: string): OwnChart {
  const stack = TerraformStack.of(scope);
  const id = `chart-${name}`;
  const shipped = stack.node.tryFindChild(id) ?? new ShippedChart(stack, id, name);
  return (shipped as ShippedChart).asNamed;
}

class ShippedChart extends Construct {
  readonly asNamed: OwnChart;

  constructor(stack: TerraformStack, id: string, name: string) {
    super(stack, id);
    const chart = chartOf(name);
    this.asNamed = { chart: `./charts/${name}`, version: chart.version };
    stack.synthesizer = copying(stack, chart, join("charts", name));
  }
}

/** The same synthesis, and then the copy. */
function copying(stack: TerraformStack, { files }: Chart, target: string): IStackSynthesizer {
  const { synthesizer } = stack;
  return {
    synthesize(session) {
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      const folder = join(session.outdir, workingDirectory, target);
      rmSync(folder, { recursive: true, force: true });
      for (const [file, text] of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    },
  };
}

interface Chart {
  readonly version: string;
  /** Text of each file by its path in the chart. */
  readonly files: ReadonlyMap<string, string>;
}

const read = new Map<string, Chart>();

/** One of our charts, read once. */
function chartOf(name: string): Chart {
  const known = read.get(name);
  if (known !== undefined) return known;
  const chart = readChart(chartFolder(name));
  read.set(name, chart);
  return chart;
}

function readChart(folder: string): Chart {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  const { version } = parse(files.get("Chart.yaml") ?? "") as { version: string };
  return { version, files };
}

/** Our charts lie in the root of the package; this runs as source, and compiled from `dist`. */
function chartFolder(name: string): string {
  const folders = ["../..", "../../.."].map((root) => join(__dirname, root, "charts", name));
  const found = folders.find((folder) => existsSync(join(folder, "Chart.yaml")));
  if (found === undefined)
    throw new Error(`chart ${name} is missing from this package: looked in ${folders.join(", ")}`);
  return found;
}
