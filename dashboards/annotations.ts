import { type Annotation, promql } from "../src/dashboard";

/** A new version of a Deployment of the chosen namespaces, at the time when its ReplicaSet was made. Needs the variable `namespace`. */
export const deployments: Annotation = {
  name: "Deployments",
  // Milliseconds. A roll back takes an older ReplicaSet, and makes no mark.
  query: promql`
    1000 * max by (namespace, owner_name) (
      (kube_replicaset_created{namespace=~"$namespace"} > $__from / 1000)
      * on (namespace, replicaset) group_left (owner_name) kube_replicaset_owner{owner_kind="Deployment"}
    )`,
  title: "{{owner_name}} deployed",
  text: "{{namespace}}",
  tags: ["namespace"],
  valueIsTime: true,
};
