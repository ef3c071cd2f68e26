import type { Construct } from "constructs";
import { type Backend, Component, Release, released, type ScrapedProps, scraped } from "../../src/terraform";
import { JOURNAL_FOLDER, type Journal, journalLogs } from "./journal";
import { type AlloyValuesProps, agentValues, onEveryNode } from "./values";
import { write } from "./write";

export interface JournalReaderProps
  extends ScrapedProps,
    Journal,
    Pick<AlloyValuesProps, "logs" | "push" | "priorityClass"> {}

/** Keeps the journal of every node. It mounts a folder of the node, which only a `privileged` namespace admits. */
export class JournalReader extends Component {
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: JournalReaderProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "alloy",
      name: "alloy-journal",
      values: journalReaderValues(props),
    });
    this.metrics = release.metrics("alloy");
    this.connect(props.logs.push.from(this.metrics.pods), ...scraped(props.scrapedBy, [this.metrics]));
  }
}

/** Helm values of one pod per node, which may read one folder of it, and ask the Kubernetes API nothing. */
export function journalReaderValues(
  props: Pick<JournalReaderProps, "logs" | "push" | "path" | "maxAge" | "priorityClass">,
): Record<string, unknown> {
  const path = props.path ?? JOURNAL_FOLDER;
  const values = agentValues({ component: "alloy-journal" }, [...journalLogs(props), write(props.logs, props.push)], {
    controller: {
      ...onEveryNode(props.priorityClass),
      // A folder that is not there would be made, and journald keeps its journal on disk once there is one.
      volumes: { extra: [{ name: "journal", hostPath: { path, type: "Directory" } }] },
    },
    rbac: { create: false },
    serviceAccount: { automountServiceAccountToken: false },
    global: { podSecurityContext: OWNER_OF_THE_JOURNAL },
  });
  const mounts = { extra: [{ name: "journal", mountPath: path, readOnly: true }] };
  return { ...values, alloy: { ...(values.alloy as object), mounts } };
}

/** The journal's group has another number on every distribution; its owner is root everywhere, and needs no capability. */
const OWNER_OF_THE_JOURNAL = { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } };
