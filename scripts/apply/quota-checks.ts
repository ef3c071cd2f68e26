import { type Asserted, noneRefused } from "./checks";
import type { Cluster, Named } from "./cluster";

/** How long a pretended pod may take to be ready. */
const PATIENCE = "240s";

interface Bounded extends Named {
  readonly status?: {
    readonly hard?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
  };
}

/** A pod that asks for more than any namespace has, as admission answers it. */
export async function quotasRefuse(cluster: Cluster): Promise<Asserted> {
  const quotas = await cluster.list<Bounded>("resourcequotas");
  const answers = await Promise.all(
    quotas.map(async ({ metadata }) => {
      const answer = await cluster.tryPod(metadata.namespace ?? "", greedyPod());
      return answer.includes("exceeded quota: pods") ? [] : [`${metadata.namespace}: ${answer || "was let in"}`];
    }),
  );
  return {
    what: "a pod beyond its namespace's quota is refused",
    wrong: quotas.length === 0 ? "there is no quota" : answers.flat().join("\n"),
    detail: quotas
      .map(
        ({ metadata, status }) =>
          `${metadata.namespace} ${status?.used?.["requests.memory"]} of ${status?.hard?.["requests.memory"]}`,
      )
      .join(", "),
  };
}

/** All workloads at once, as when every chart is upgraded. */
export async function allRoll(cluster: Cluster): Promise<Asserted> {
  const workloads = await cluster.list<Named>("deployments,statefulsets,daemonsets");
  const at = ({ kind, metadata }: Named) => ["-n", metadata.namespace ?? "", `${kind}/${metadata.name}`];
  for (const workload of workloads) await cluster.kubectl(["rollout", "restart", ...at(workload)]);
  const stuck: string[] = [];
  for (const workload of workloads)
    await cluster.kubectl(["rollout", "status", `--timeout=${PATIENCE}`, ...at(workload)]).catch((error: Error) => {
      stuck.push(error.message);
    });
  const { wrong } = await noneRefused(cluster);
  return {
    what: "every workload rolls within its namespace's quota",
    wrong: [...stuck, wrong].filter((text) => text !== "").join("\n"),
    detail: `${workloads.length} workloads at once`,
  };
}

function greedyPod(): object {
  const securityContext = {
    runAsNonRoot: true,
    runAsUser: 1000,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  const memory = "1Ti";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "greedy" },
    spec: {
      containers: [
        {
          name: "greedy",
          image: "example.com/greedy:1",
          securityContext,
          resources: { requests: { memory }, limits: { memory } },
        },
      ],
    },
  };
}
