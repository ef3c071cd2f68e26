import type { Construct } from "constructs";
import { ManagedTokens, type Told, type ToldParts } from "../constructs/managed-tokens";
import type { ClientConfig } from "../src/config";
import type { ManagedTokensConfig } from "../src/config/schema/managed-tokens";
import { addClusterProviders, type ServiceEndpoint, Stack, secrets } from "../src/terraform";
import { NAMESPACES } from "./names";
import { accessOf, backendOf, storageClassOf } from "./settings";
import { ferryClient, keytabs, slackUrls } from "./tokens-secrets";
import { wire } from "./wiring";

const namespace = NAMESPACES.managedTokens;

/** Parts of the platform that take what workloads tell of themselves. */
export interface Telemetry {
  /** @default - no pushgateway */
  readonly push: ServiceEndpoint | undefined;
  /** Base of Loki's addresses, where lines without a tenant are the client's. */
  readonly logs: ServiceEndpoint;
  /** OTLP over HTTP. @default - no collector */
  readonly traces: ServiceEndpoint | undefined;
}

/** The managed-tokens service. */
export class TokensStack extends Stack {
  constructor(scope: Construct, config: ClientConfig, tokens: ManagedTokensConfig, telemetry: Telemetry) {
    super(scope, { client: config.client, kind: "tokens", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const slack = secrets(this, "slack", slackUrls(tokens));
    const ferry = secrets(this, "ferry", ferryClient(tokens));
    const files = secrets(this, "keytabs", keytabs(tokens));
    new ManagedTokens(this, "managed-tokens", {
      after: [...slack.made, ...ferry.made, ...files.made],
      namespace,
      config: tokens,
      told: toldParts(tokens, telemetry),
      secrets: {
        slack: slack.refs,
        ferry: { cert: ferry.refs["tls.crt"], key: ferry.refs["tls.key"] },
        keytabs: files.refs,
      },
      images: config.images,
      storageClass: storageClassOf(config),
    });
    wire(this, config, "tokens");
  }
}

/** @throws Error for a client without a pushgateway that names none elsewhere. */
function toldParts(tokens: ManagedTokensConfig, { push, logs, traces }: Telemetry): ToldParts {
  const metrics = elsewhere(tokens.prometheus.host) ?? push;
  if (metrics === undefined) throw new Error("managed tokens need a pushgateway");
  return {
    metrics,
    logs: elsewhere(tokens.loki.host) ?? logs,
    traces: elsewhere(tokens.tracing.url) ?? traces,
  };
}

function elsewhere(url: string | undefined): Told | undefined {
  return url === undefined ? undefined : { url };
}
