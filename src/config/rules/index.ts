import type { Finding } from "../explain/finding";
import { access } from "./access";
import { addresses } from "./addresses";
import { alertRoutes } from "./alert-routes";
import { alloyLineSize, alloyLines } from "./alloy";
import { bucketRegions, storeRegions } from "./bucket-regions";
import { bucketAges, bucketProvider } from "./buckets";
import { furtherDatasources } from "./datasources";
import { exporterBuckets, exporterTargets } from "./exporters";
import { host } from "./host";
import { checkIdentity } from "./identity";
import { databaseBackup, managedDatabase } from "./identity-database";
import { callerAddress, certificateChallenge, dnsAddress } from "./ingress-certificates";
import { literalSecrets } from "./literal-secrets";
import { lokiLimits, lokiProfile, lokiRetention, lokiRuler } from "./loki";
import { tokensContacts, tokensGateway, tokensService } from "./managed-tokens";
import {
  mimirBucket,
  mimirKubernetes,
  mimirLimits,
  mimirNames,
  mimirReplicas,
  mimirRetention,
  mimirStore,
  mimirVolume,
} from "./mimir";
import { defaultPool, poolCounts, poolTaints } from "./node-pools";
import { ownBuckets, storeBuckets } from "./object-stores";
import { ownAlertFiles } from "./own-alerts";
import { probeTargets } from "./probes";
import { prometheusLimits, prometheusRetention } from "./prometheus";
import { defineRule, type Section, type SectionRule } from "./rule";
import { remoteWrites, scrapeJobs } from "./scrape";
import { declaredStores, generatedOnce, operatorValues, unusedStores } from "./secrets";
import { serviceLevels } from "./slos";
import { tagSpelling } from "./tags";
import { tracingLimits } from "./tracing";
import { endOfLifeVersion, upgradePath } from "./upgrades";
import { vpcRange } from "./vpc";

/** Who may sign in. */
const signIn = defineRule({ needs: ["domain", "grafana", "identity"], check: (config) => checkIdentity(config) });

const RULES: readonly SectionRule[] = [
  addresses,
  poolCounts,
  poolTaints,
  defaultPool,
  vpcRange,
  tagSpelling,
  upgradePath,
  endOfLifeVersion,
  access,
  bucketProvider,
  bucketAges,
  bucketRegions,
  ...storeRegions,
  host,
  furtherDatasources,
  certificateChallenge,
  dnsAddress,
  callerAddress,
  prometheusLimits,
  prometheusRetention,
  scrapeJobs,
  probeTargets,
  exporterTargets,
  exporterBuckets,
  remoteWrites,
  ...storeBuckets,
  ownBuckets,
  lokiProfile,
  lokiRetention,
  lokiLimits,
  lokiRuler,
  alloyLines,
  alloyLineSize,
  mimirRetention,
  mimirReplicas,
  mimirVolume,
  mimirLimits,
  mimirBucket,
  mimirStore,
  mimirNames,
  mimirKubernetes,
  tracingLimits,
  serviceLevels,
  tokensService,
  tokensGateway,
  tokensContacts,
  alertRoutes,
  ownAlertFiles,
  signIn,
  managedDatabase,
  databaseBackup,
  literalSecrets,
  declaredStores,
  unusedStores,
  generatedOnce,
  operatorValues,
];

/** What the rules between values find, over all sections that are valid. */
export function checkRules(parsed: Partial<Record<Section, unknown>>, input: unknown): Finding[] {
  return RULES.flatMap((rule) => rule(parsed, input));
}
