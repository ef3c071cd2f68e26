import type { Construct } from "constructs";
import { Component, type ComponentProps, resource } from "../../src/terraform";
import { Project, ProjectResources } from "../../src/terraform/digitalocean";

export interface DigitalOceanProjectProps extends ComponentProps {
  readonly name: string;
  readonly environment: "development" | "staging" | "production";
  /** Uniform resource names of what belongs to it. */
  readonly urns: readonly string[];
}

/** DigitalOcean's own names of the environments. */
const ENVIRONMENTS = { development: "Development", staging: "Staging", production: "Production" } as const;

/** A project at DigitalOcean: where people find cluster and buckets together. */
export class DigitalOceanProject extends Component {
  constructor(scope: Construct, id: string, props: DigitalOceanProjectProps) {
    super(scope, id, props);
    const project = resource(Project, this, "project", {
      name: props.name,
      purpose: "Operational / Developer tooling",
      environment: ENVIRONMENTS[props.environment],
    });
    resource(ProjectResources, this, "resources", { project: project.id, resources: [...props.urns] });
  }
}
