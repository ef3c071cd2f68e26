import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import type { SecretSource } from "../secret-source";
import type { SlackTexts } from "./render";

/** Where Slack's addresses come from, for who reads the file: nobody has to see what they are. */
export function slackReferences({ notifications, notificationsTest }: ManagedTokensConfig): SlackTexts {
  return {
    notifications: referenceOf(notifications.slackAlertsUrl),
    notificationsTest: referenceOf(notificationsTest?.slackAlertsUrl),
  };
}

function referenceOf(source: SecretSource | undefined): string | undefined {
  if (source === undefined) return undefined;
  if ("env" in source) return `<variable ${source.env} of the deploying job>`;
  if ("existing" in source) return `<key ${source.existing.key} of the Secret ${source.existing.name}>`;
  if ("generated" in source) return "<generated>";
  const { store, key, property } = source.externalSecret;
  return `<${property === undefined ? "" : `${property} of `}${key} in the store ${store}>`;
}
