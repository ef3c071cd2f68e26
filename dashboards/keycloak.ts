import * as alerts from "../alerts/keycloak";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, watched } from "./panels";

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "logins",
      title: "Sign-ins in this time range",
      description: "Of people, that went well.",
      expr: promql`sum(increase(keycloak_user_events_total{event="login",error=""}[$__range]))`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "failed-logins",
      title: "Failed in this time range",
      description: "Sign-ins that did not go well. Some are people who mistype.",
      expr: promql`sum(increase(keycloak_user_events_total{event="login",error!=""}[$__range]))`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "requests",
      title: "Requests a second",
      description: "Of browsers and of applications.",
      expr: promql`sum(rate(http_server_requests_seconds_count[5m]))`,
      unit: "reqps",
    }),
    number({
      key: "pods",
      title: "Pods",
      description: "Of Keycloak that are up and scraped. No data: nobody can sign in.",
      expr: promql`count(base_jvm_uptime)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "uptime",
      title: "Runs for",
      description: "The youngest pod. Short, and nobody deployed: see it for a kill for memory.",
      expr: promql`min(base_jvm_uptime) / 1000`,
      unit: "s",
    }),
    number({
      key: "sessions",
      title: "Sessions in memory",
      description: "Of people and of applications, as caches hold them. More lie in the database.",
      expr: promql`sum(vendor_statistics_approximate_entries_in_memory{cache=~"sessions|clientSessions"})`,
      unit: "short",
      decimals: 0,
    }),
  ],
};

const people: Row = {
  title: "Sign-ins",
  panels: [
    watched({
      alert: alerts.keycloakLoginsFailing,
      title: "Share of sign-ins that fail",
      description: "By realm, while more than ten try within 15 minutes.",
      legend: "{{realm}}",
    }),
    lines({
      key: "failures-by-reason",
      title: "Failed sign-ins by reason",
      description: "`invalid_user_credentials` is a wrong password, `user_not_found` a wrong name.",
      expr: promql`
        sum by (realm, error) (increase(keycloak_user_events_total{event="login",error!=""}[$__rate_interval]))`,
      legend: "{{realm}} {{error}}",
      unit: "short",
      min: 0,
    }),
    watched({
      alert: alerts.keycloakPasswordsGuessed,
      title: "Wrong names and passwords",
      description: "Many at once: somebody guesses, or a program has an old password.",
      legend: "{{realm}}",
      width: 8,
    }),
    watched({
      alert: alerts.keycloakProvidersFailing,
      title: "Failed sign-ins by GitHub or Google",
      description: "Many: the provider's client secret, or the way there. A few are strangers.",
      legend: "{{realm}}",
      width: 8,
    }),
    lines({
      key: "events",
      title: "What people and applications do",
      description: "Events: signing in and out, exchanging codes for tokens, refreshing them.",
      expr: promql`sum by (event) (rate(keycloak_user_events_total{error=""}[$__rate_interval]))`,
      legend: "{{event}}",
      unit: "ops",
      min: 0,
      width: 8,
    }),
  ],
};

const requests: Row = {
  title: "Requests",
  panels: [
    watched({
      alert: alerts.keycloakRequestErrors,
      title: "Requests that fail",
      description: "Share of the requests that ended in 5xx.",
      legend: "5xx",
    }),
    watched({
      alert: alerts.keycloakSlow,
      title: "Slowest twentieth of the requests",
      description: "Of people and applications. Seconds: signing in is slow.",
      legend: "95 %",
    }),
    lines({
      key: "requests-by-uri",
      title: "Requests by address",
      description: "The ten that are asked most.",
      expr: promql`topk(10, sum by (uri) (rate(http_server_requests_seconds_count[$__rate_interval])))`,
      legend: "{{uri}}",
      unit: "reqps",
      min: 0,
    }),
    lines({
      key: "passwords",
      title: "Passwords hashed",
      description: "By outcome. Each takes CPU on purpose.",
      expr: promql`
        sum by (outcome) (rate(keycloak_credentials_password_hashing_validations_total[$__rate_interval]))`,
      legend: "{{outcome}}",
      unit: "ops",
      min: 0,
    }),
  ],
};

const inside: Row = {
  title: "Database and memory",
  panels: [
    watched({
      alert: alerts.keycloakDatabasePoolExhausted,
      title: "Requests that wait for the database",
      description: "Any for minutes: the database is down, slow, or has too few connections.",
      legend: "{{pod}}",
      width: 8,
    }),
    lines({
      key: "connections",
      title: "Connections of the database",
      description: "In use, by pod. All of them for long means a slow database.",
      expr: promql`max by (pod) (agroal_active_count)`,
      legend: "{{pod}} in use",
      more: { "{{pod}} free": promql`max by (pod) (agroal_available_count)` },
      unit: "short",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.keycloakHeapFull,
      title: "Heap after collection",
      description: "What is left in use when Java has cleaned up. Near 100 % it ends with OutOfMemoryError.",
      legend: "{{pod}}",
      width: 8,
    }),
    lines({
      key: "gc",
      title: "Time spent on cleaning up",
      description: "Share of the time. Above some percent the heap is too small.",
      expr: promql`sum by (pod) (rate(jvm_gc_pause_seconds_sum[$__rate_interval]))`,
      legend: "{{pod}}",
      unit: "percentunit",
      min: 0,
    }),
    lines({
      key: "cpu",
      title: "CPU",
      description: "Share of its container's CPU that Java uses.",
      expr: promql`max by (pod) (base_cpu_processCpuLoad)`,
      legend: "{{pod}}",
      unit: "percentunit",
      min: 0,
    }),
  ],
};

/** Do people get in, and only those? */
export const keycloakDashboard = defineDashboard({
  uid: "keycloak",
  title: "Keycloak sign-ins",
  description: "Do people get in, and only those? Sign-ins and why they fail, requests, database, memory.",
  folder: "Platform",
  tags: ["belvedere", "keycloak"],
  rows: [state, people, requests, inside],
});
