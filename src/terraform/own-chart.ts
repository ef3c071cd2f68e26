import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
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
    const source = chartFolder(name);
    const { version } = parse(readFileSync(join(source, "Chart.yaml"), "utf8")) as { version: string };
    this.asNamed = { chart: `./charts/${name}`, version };
    stack.synthesizer = copying(stack, source, join("charts", name));
  }
}

/** The same synthesis, and then the copy. */
function copying(stack: TerraformStack, source: string, target: string): IStackSynthesizer {
  const { synthesizer } = stack;
  return {
    synthesize(session) {
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      const folder = join(session.outdir, workingDirectory, target);
      rmSync(folder, { recursive: true, force: true });
      cpSync(source, folder, { recursive: true });
    },
  };
}

/** Our charts lie in the root of the package; this runs as source, and compiled from `dist`. */
function chartFolder(name: string): string {
  const folders = ["../..", "../../.."].map((root) => join(__dirname, root, "charts", name));
  const found = folders.find((folder) => existsSync(join(folder, "Chart.yaml")));
  if (found === undefined)
    throw new Error(`chart ${name} is missing from this package: looked in ${folders.join(", ")}`);
  return found;
}
