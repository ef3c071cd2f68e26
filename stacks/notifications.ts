import {
  type ContactPoint,
  type ContactSecret,
  type Inhibition,
  type MailServer,
  type MuteTiming,
  matchersOf,
  type Notifications,
  type Receiver,
  type Routing,
  type RoutingRule,
  routeTree,
  timingsFor,
} from "../src/alert";
import type { ClientConfig, SecretSource } from "../src/config";
import { DEAD_MAN, MAINTENANCE } from "../src/config/rules/alert-routes";
import type { ContactPointConfig } from "../src/config/schema/contact-points";
import type { ExperimentContact } from "../src/managed-tokens/routing";

/** Finds a secret by its key in the Secret of the contact points. */
export type ContactSecrets = (key: string) => ContactSecret;

const SMTP_PASSWORD = "smtp.password";

const DEAD_MAN_KEY = `${DEAD_MAN}.webhook.url`;

/** Secrets of the contact points, by the key that they get in their Secret. */
export function contactSources({ alerts }: ClientConfig): Readonly<Record<string, SecretSource>> {
  const { deadMan } = alerts.routes;
  const all = [
    ...Object.entries(alerts.contactPoints).flatMap(([name, point]) =>
      Object.entries(sourcesIn(point)).map(([field, source]) => [`${name}.${field}`, source] as const),
    ),
    ...(typeof deadMan === "object" ? [[DEAD_MAN_KEY, deadMan.webhook] as const] : []),
    [SMTP_PASSWORD, alerts.smtp?.password] as const,
  ];
  return Object.fromEntries(all.flatMap(([key, source]) => (source === undefined ? [] : [[key, source]])));
}

function sourcesIn(point: ContactPointConfig): Readonly<Record<string, SecretSource | undefined>> {
  const { slack, pagerduty, opsgenie, teams, telegram, webhook } = point;
  return {
    "slack.webhook": slack?.webhook,
    "pagerduty.integrationKey": pagerduty?.integrationKey,
    "opsgenie.apiKey": opsgenie?.apiKey,
    "teams.webhook": teams?.webhook,
    "telegram.botToken": telegram?.botToken,
    "webhook.url": webhook?.url,
    "webhook.token": webhook?.token,
    "webhook.password": webhook?.basicAuth?.password,
  };
}

/** Variable of Grafana's environment that holds a secret of the contact points. */
export function contactVariable(key: string): string {
  return `ALERTS_${key}`.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** Who is told what, and when, for both engines. */
export function notificationsOf(config: ClientConfig, secret: ContactSecrets): Notifications {
  const { alerts } = config;
  const { deadMan } = alerts.routes;
  const route = routeTree(routingOf(config));
  return {
    points: [
      ...Object.entries(alerts.contactPoints).map(
        ([name, point]): ContactPoint => ({
          name,
          receivers: receiversOf(point, (field) => secret(`${name}.${field}`)),
          resolved: point.resolved,
        }),
      ),
      ...experimentsOf(config).map(
        ({ name, emails }): ContactPoint => ({ name, receivers: [{ kind: "email", to: emails }] }),
      ),
      ...(typeof deadMan === "object" ? [lifeSign(secret)] : []),
    ],
    route,
    muteTimings: timingsFor(route, muteTimingsOf(config)),
    inhibit: alerts.inhibit.map(
      ({ source, target, equal }): Inhibition => ({
        source: matchersOf(source),
        target: matchersOf(target),
        equal,
      }),
    ),
    mail: mailServer(config, secret),
  };
}

/** Which alert goes where. */
export function routingOf(config: ClientConfig): Routing {
  const { deadMan, ...own } = config.alerts.routes;
  const routes = withExperiments(config, own);
  if (deadMan === undefined) return routes;
  return {
    ...routes,
    deadMan: typeof deadMan === "string" ? { to: deadMan } : { to: DEAD_MAN, repeat: deadMan.repeat },
  };
}

/** The people of the experiments are told of their services, beside whom the config's own routes name. */
function withExperiments(config: ClientConfig, routes: Omit<Routing, "deadMan">): Omit<Routing, "deadMan"> {
  if (config.managedTokens === undefined) return routes;
  const { TOKENS_TEAM, TOKENS_GROUPING } = tokensRouting();
  const theirs = experimentsOf(config).map(
    ({ name, experiment, roles }): RoutingRule => ({
      match: { team: TOKENS_TEAM, experiment, role: roles },
      to: [name],
      continue: true,
      groupBy: TOKENS_GROUPING,
    }),
  );
  return {
    ...routes,
    rules: [...theirs, ...(routes.rules ?? [])],
    groupings: [{ match: { team: TOKENS_TEAM }, groupBy: TOKENS_GROUPING }],
  };
}

/** Nobody where the metrics are elsewhere: there are no alerts on them here. */
function experimentsOf({ managedTokens }: ClientConfig): readonly ExperimentContact[] {
  if (managedTokens === undefined || managedTokens.prometheus.host !== undefined) return [];
  return tokensRouting().experimentContacts(managedTokens);
}

/** Loaded by those who have the service: most have not. */
function tokensRouting() {
  return require("../src/managed-tokens/routing") as typeof import("../src/managed-tokens/routing");
}

/** It says that alerting works; that it does not is said by silence. */
function lifeSign(secret: ContactSecrets): ContactPoint {
  return { name: DEAD_MAN, receivers: [{ kind: "webhook", url: secret(DEAD_MAN_KEY) }], resolved: false };
}

function receiversOf(point: ContactPointConfig, secret: ContactSecrets): readonly Receiver[] {
  const { slack, pagerduty, email, opsgenie, teams, telegram, webhook, irc } = point;
  return [
    ...some(slack, ({ channel }) => ({ kind: "slack" as const, webhook: secret("slack.webhook"), channel })),
    ...some(pagerduty, ({ region }) => ({
      kind: "pagerduty" as const,
      integrationKey: secret("pagerduty.integrationKey"),
      region,
    })),
    ...some(email, ({ to }) => ({ kind: "email" as const, to })),
    ...some(opsgenie, ({ region, team }) => ({
      kind: "opsgenie" as const,
      apiKey: secret("opsgenie.apiKey"),
      region,
      team,
    })),
    ...some(teams, () => ({ kind: "teams" as const, webhook: secret("teams.webhook") })),
    ...some(telegram, ({ chat, thread }) => ({
      kind: "telegram" as const,
      botToken: secret("telegram.botToken"),
      chat,
      thread,
    })),
    ...some(webhook, (one) => ({ kind: "webhook" as const, url: secret("webhook.url"), auth: authOf(one, secret) })),
    ...some(irc, (one) => ({ kind: "webhook" as const, url: bridgeAddress(one) })),
  ];
}

function some<T>(one: T | undefined, receiver: (one: T) => Receiver): readonly Receiver[] {
  return one === undefined ? [] : [receiver(one)];
}

function authOf({ token, basicAuth }: NonNullable<ContactPointConfig["webhook"]>, secret: ContactSecrets) {
  if (token !== undefined) return { token: secret("webhook.token") };
  return basicAuth && { user: basicAuth.user, password: secret("webhook.password") };
}

/** The bridge takes the channel as path, without its mark. */
function bridgeAddress({ bridge, channel }: NonNullable<ContactPointConfig["irc"]>): string {
  return `${bridge.replace(/\/$/, "")}/${channel.slice(1)}`;
}

/** The one of the config, else the one that takes the mail of managed-tokens, where that has anybody to write to. */
function mailServer(config: ClientConfig, secret: ContactSecrets): MailServer | undefined {
  const { smtp } = config.alerts;
  if (smtp === undefined) return tokensMailServer(config);
  const { host, port, from, user, tls } = smtp;
  const login = user === undefined ? undefined : { user, passwordFile: secret(SMTP_PASSWORD).file };
  return { host, port, from, login, tls: tls === "required" };
}

function tokensMailServer(config: ClientConfig): MailServer | undefined {
  const { managedTokens } = config;
  if (managedTokens === undefined || experimentsOf(config).length === 0) return undefined;
  const { from, smtpHost, smtpPort } = managedTokens.email;
  return { host: smtpHost, port: smtpPort, from, tls: false };
}

/** Hours of DigitalOcean's window. */
const WINDOW = 4;

function muteTimingsOf({ alerts, cluster }: ClientConfig): readonly MuteTiming[] {
  const own = Object.entries(alerts.muteTimings).map(([name, timing]) => ({ name, ...timing }));
  if (cluster.provider === "existing") return own;
  const { day, start } = cluster.maintenance;
  const [hour = 0, minute = ""] = [Number(start.slice(0, 2)), start.slice(3)];
  const end = `${String((hour + WINDOW) % 24).padStart(2, "0")}:${minute}`;
  return [...own, { name: MAINTENANCE, start, end, ...(day === "any" ? {} : { days: [day] }) }];
}

/** Addresses beside those outside the cluster that notifications go to. */
export function notifiedAddresses(config: ClientConfig): readonly string[] {
  const { alerts } = config;
  const bridges = Object.values(alerts.contactPoints).flatMap(({ irc }) => (irc === undefined ? [] : [irc.bridge]));
  const server = alerts.smtp ?? tokensMailServer(config);
  const mail = server === undefined ? [] : [`smtp://${server.host}:${server.port}`];
  return [...new Set([...bridges, ...mail])].sort();
}
