import type { ManagedTokensScope } from "../../src/managed-tokens";

// Series of the tests: names, labels, services, nodes and the credd of the pages in test/managed-tokens/pages, with the labels
// that relabelling adds. Times are relative, since promtool's clock begins at 0.

const DUNE = 'experiment="dune",role="production",service="dune_production"';
const MU2E = 'experiment="mu2e",role="production",service="mu2e_production"';
const CREDD = 'credd="credd.example.org"';

export const MU2E_LABELS = { experiment: "mu2e", role: "production", service: "mu2e_production" } as const;
export const DUNE_LABELS = { experiment: "dune", role: "production", service: "dune_production" } as const;

/** What the executables push, under the jobs of a client. */
export function pushedSeries({ jobs }: Pick<ManagedTokensScope, "jobs">) {
  const [push, ferry] = [`job="${jobs["token-push"]}"`, `job="${jobs["refresh-uids-from-ferry"]}"`];
  return {
    stored: {
      dune: `managed_tokens_last_token_store_timestamp{${CREDD},${DUNE},${push}}`,
      mu2e: `managed_tokens_last_token_store_timestamp{${CREDD},${MU2E},${push}}`,
    },
    got: `managed_tokens_last_token_get_timestamp{${MU2E},${push}}`,
    pushed: {
      n1: `managed_tokens_last_token_push_timestamp{node="n1.example.org",${DUNE},${push}}`,
      n2: `managed_tokens_last_token_push_timestamp{node="n2.example.org",${DUNE},${push}}`,
      n3: `managed_tokens_last_token_push_timestamp{node="n3.example.org",${MU2E},${push}}`,
    },
    failedServices: `managed_tokens_failed_services_push_count{${push}}`,
    failedKinit: `managed_tokens_failed_kinit_count{${MU2E},${push}}`,
    failedStore: `managed_tokens_failed_vault_token_store_count{${CREDD},${MU2E},${push}}`,
    failedGet: `managed_tokens_failed_vault_token_get_count{${MU2E},${push}}`,
    failedNode: `managed_tokens_failed_token_push_count{node="n2.example.org",${DUNE},${push}}`,
    pushStage: (stage: string) =>
      `managed_tokens_stage_duration_seconds{executable="token-push",stage="${stage}",${push}}`,
    refreshStage: (stage: string) =>
      `managed_tokens_stage_duration_seconds{executable="refresh-uids-from-ferry",stage="${stage}",${ferry}}`,
    refreshed: `managed_tokens_last_ferry_refresh{${ferry}}`,
    ferryErrors: {
      ferry: `managed_tokens_ferry_request_error_count{${ferry}}`,
      // token-push has it too, always 0.
      push: `managed_tokens_ferry_request_error_count{${push}}`,
    },
  };
}
