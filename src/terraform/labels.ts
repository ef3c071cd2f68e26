/** Labels of every Kubernetes object that is made here. */
export const LABELS = { "app.kubernetes.io/managed-by": "belvedere" } as const;
