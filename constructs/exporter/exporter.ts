import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { restartsWith } from "../../src/secret-source";
import { exporterResources } from "../../src/sizing/exporters";
import { Component, type ComponentProps, configMap } from "../../src/terraform";
import { deployment } from "../../src/terraform/deployment";
import { digest } from "../script-files";
import { type Exported, FOLDER, programOf } from "./programs";
import type { ExporterTarget } from "./target";

export interface ExporterProps extends ComponentProps {
  readonly namespace: string;
  /** What its series call it. */
  readonly name: string;
  /** What it tells of. */
  readonly exported: Exported;
  /** How often it is scraped, such as `60s`. */
  readonly interval: string;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
}

/** A program that tells of a server elsewhere what the server itself does not tell Prometheus. */
export class Exporter extends Component {
  /** What Prometheus scrapes. */
  readonly target: ExporterTarget;

  constructor(scope: Construct, id: string, props: ExporterProps) {
    super(scope, id, props);
    const { namespace, exported, images = {} } = props;
    const program = programOf(exported);
    const name = `exporter-${props.name}`;
    const address = deployment(this, "deployment", {
      namespace,
      name,
      port: program.port,
      pullSecret: images.pullSecret,
      annotations: restartsWith(Object.values(program.secrets)),
      files: this.makeFiles(namespace, name, program.files),
      program: {
        image: mirrored(program.image, images.registry),
        arguments: program.arguments,
        environment: program.environment,
        secrets: program.secrets,
        resources: exporterResources(exported.type),
      },
    });
    this.target = {
      exporter: props.name,
      system: exported.type,
      instance: program.instance,
      address,
      interval: props.interval,
      timeout: program.timeout,
    };
    this.connect(...program.calls(address.backend.pods));
  }

  /** A name by content: a pod whose files are others is another pod. */
  private makeFiles(namespace: string, name: string, data: Readonly<Record<string, string>> | undefined) {
    if (data === undefined) return undefined;
    const named = `${name}-${digest(data)}`;
    configMap(this, "files", { namespace, name: named, data });
    return { configMap: named, folder: FOLDER };
  }
}
