import type { ClientConfig, SecretSource } from "../src/config";
import type { DatasourceConfig } from "../src/config/schema/datasources";

/** Secrets of the config's datasources, by the key that they get in their Secret. */
export function datasourceSecrets({ grafana }: ClientConfig): Readonly<Record<string, SecretSource>> {
  return Object.fromEntries(
    Object.entries(grafana.datasources).flatMap(([key, datasource]) =>
      Object.entries(secretsIn(datasource)).flatMap(([field, source]) =>
        source === undefined ? [] : [[secretKey(key, field), source] as const],
      ),
    ),
  );
}

/** Key of one secret of a datasource. */
export function secretKey(datasource: string, field: string): string {
  return `${datasource}.${field}`;
}

function secretsIn(datasource: DatasourceConfig): Readonly<Record<string, SecretSource | undefined>> {
  switch (datasource.type) {
    case "prometheus":
    case "loki":
      return { password: datasource.basicAuth?.password, token: datasource.token };
    case "elasticsearch":
      return { password: datasource.basicAuth?.password, apiKey: datasource.apiKey };
    case "influxdb":
      return { token: datasource.token };
    case "cloudwatch":
      return { ...datasource.credentials };
    case "postgres":
      return { password: datasource.password };
  }
}
