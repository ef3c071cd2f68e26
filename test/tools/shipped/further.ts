/** Series that no page here shows and no alert's test has, by the reason why. */
const FURTHER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "pages hold three samples of each metric: the one that is asked for is not among them": {
    'loki_ring_members{job="kubernetes-pods",pod="loki-0",name="ingester",state="ACTIVE"}': "1",
    'kube_pod_container_resource_requests{namespace="obs",pod="cart-1",container="cart",node="node-1",resource="cpu",unit="core"}':
      "0.1",
    'kube_pod_container_resource_requests{namespace="obs",pod="cart-1",container="cart",node="node-1",resource="memory",unit="byte"}':
      "1000",
    'kube_pod_status_phase{namespace="obs",pod="cart-1",phase="Running"}': "1",
    'tempo_request_duration_seconds_bucket{job="kubernetes-pods",pod="tempo-0",method="GET",route="api_search",status_code="200",ws="false",le="0.5"}':
      "0+1x9",
    'tempo_request_duration_seconds_bucket{job="kubernetes-pods",pod="tempo-0",method="GET",route="api_search",status_code="200",ws="false",le="+Inf"}':
      "0+1x9",
  },
  "a container of a chosen namespace that restarts, and was killed for memory": {
    'kube_pod_container_status_restarts_total{namespace="obs",pod="cart-1",container="cart"}': "0+1x9",
    'kube_pod_container_status_waiting_reason{namespace="obs",pod="cart-1",container="cart",reason="CrashLoopBackOff"}':
      "1",
    'kube_pod_container_status_last_terminated_reason{namespace="obs",pod="cart-1",container="cart",reason="OOMKilled"}':
      "1",
    'kube_pod_container_status_last_terminated_timestamp{namespace="obs",pod="cart-1",container="cart"}': "1764000000",
  },
  "a pod of the pages that has a limit, and has ended before": {
    'kube_pod_container_resource_limits{namespace="obs",pod="loki-0",container="loki",resource="cpu",unit="core"}': "1",
    'kube_pod_container_status_last_terminated_reason{namespace="obs",pod="loki-0",container="loki",reason="Error"}':
      "1",
  },
  "a Job that failed today": {
    'kube_job_failed{namespace="obs",job_name="dump-2",condition="true"}': "1",
    'kube_job_created{namespace="obs",job_name="dump-2"}': String(Math.floor(Date.now() / 1000)),
  },
  "what waits and what is left over": {
    'apiserver_flowcontrol_current_inqueue_requests{job="kubernetes-api-servers",flow_schema="global-default",priority_level="global-default"}':
      "3",
    'kube_persistentvolume_status_phase{persistentvolume="pvc-1",phase="Released"}': "1",
    'traefik_entrypoint_requests_tls_total{job="kubernetes-pods",pod="traefik-0",entrypoint="websecure",tls_version="1.3",tls_cipher="x"}':
      "0+5x9",
  },
  "newer than the page: Alertmanager 0.25": {
    'alertmanager_notifications_suppressed_total{job="kubernetes-pods",pod="prometheus-alertmanager-0",reason="silence"}':
      "0+1x9",
  },
  "of a chosen probe that speaks an old TLS": {
    'probe_tls_version_info{job="probes",probe="shop",instance="https://shop.acme.dev/health",version="TLS 1.0"}': "1",
  },
  "traces, and blocks of them": {
    'tempodb_blocklist_length{job="kubernetes-pods",pod="tempo-0",tenant="single-tenant"}': "4",
    ...spans("STATUS_CODE_UNSET"),
    ...spans("STATUS_CODE_ERROR"),
    'traces_service_graph_request_total{client="shop",server="cart",connection_type=""}': "0+5x9",
    'traces_service_graph_request_failed_total{client="shop",server="cart",connection_type=""}': "0+1x9",
  },
  "a node that tokens are pushed to, and that does not answer": {
    'managed_tokens_failed_ping_count{job="managed_tokens",node="n1.example.org"}': "1",
  },
  "a Prometheus that caught up, and was told to wait": {
    'cortex_discarded_samples_total{job="kubernetes-pods",pod="mimir-distributor-0",group="",reason="rate_limited",user="acme"}':
      "0+90x9",
  },
  "a page of an exporter that asks CloudWatch": {
    'scrape_samples_scraped{job="exporters",exporter="cloudwatch",system="cloudwatch",instance="cloudwatch:9106"}': "9",
  },
  "blocks are compacted after two hours": {
    'prometheus_tsdb_compaction_chunk_size_bytes_sum{job="prometheus",instance="localhost:9090"}': "0+200x9",
    'prometheus_tsdb_compaction_chunk_samples_sum{job="prometheus",instance="localhost:9090"}': "0+100x9",
  },
};

function spans(status: string): Readonly<Record<string, string>> {
  const labels = `service="cart",span_name="GET /cart",span_kind="SPAN_KIND_SERVER",status_code="${status}"`;
  return {
    [`traces_spanmetrics_calls_total{${labels}}`]: "0+5x9",
    [`traces_spanmetrics_latency_bucket{${labels},le="0.5"}`]: "0+4x9",
    [`traces_spanmetrics_latency_bucket{${labels},le="+Inf"}`]: "0+5x9",
  };
}

export const further: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(FURTHER));
