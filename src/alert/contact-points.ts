/** A secret of a contact point, as each engine finds it. */
export interface ContactSecret {
  /** Absolute path of the file that it is mounted as, as Alertmanager sees it. */
  readonly file: string;
  /** Variable of Grafana's environment that holds it. */
  readonly variable: string;
}

/** One service that is told. */
export type Receiver =
  | {
      readonly kind: "slack";
      readonly webhook: ContactSecret;
      /** Channel, with its `#`. @default the webhook's own */
      readonly channel?: string | undefined;
    }
  | { readonly kind: "pagerduty"; readonly integrationKey: ContactSecret; readonly region: Region }
  | { readonly kind: "email"; readonly to: readonly string[] }
  | {
      readonly kind: "opsgenie";
      readonly apiKey: ContactSecret;
      readonly region: Region;
      readonly team?: string | undefined;
    }
  | { readonly kind: "teams"; readonly webhook: ContactSecret }
  | {
      readonly kind: "telegram";
      readonly botToken: ContactSecret;
      readonly chat: number;
      /** Topic of the chat. @default none */
      readonly thread?: number | undefined;
    }
  | {
      readonly kind: "webhook";
      /** A secret, or an address that is none. */
      readonly url: ContactSecret | string;
      /** Bearer token, or user and password. @default none */
      readonly auth?: WebhookAuth | undefined;
    };

export type WebhookAuth =
  | { readonly token: ContactSecret }
  | { readonly user: string; readonly password: ContactSecret };

/** Where an account is served. */
export type Region = "us" | "eu";

/** Where alerts can go. */
export interface ContactPoint {
  /** Unique. */
  readonly name: string;
  /** All of them are told the same. */
  readonly receivers: readonly Receiver[];
  /** Say it too when an alert is over. @default true */
  readonly resolved?: boolean | undefined;
}

/** A server that takes mail, as Alertmanager reaches it. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Sender. */
  readonly from: string;
  /** User and password. @default none */
  readonly login?: { readonly user: string; readonly passwordFile: string } | undefined;
  /** Send nothing without TLS. */
  readonly tls: boolean;
}
