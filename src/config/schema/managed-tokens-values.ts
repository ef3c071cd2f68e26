import { z } from "zod";

/** Host by name or IPv4 address. */
export const tokensHost = z
  .string()
  .max(253)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
    "must be a host without scheme and port, such as vault.example.org",
  );

/** Host, perhaps with a port, as HTCondor takes it. */
export const condorHost = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[1-9][0-9]{0,4})?$/,
    "must be a host, perhaps with a port, such as collector.example.org",
  );

/** A duration that Go reads. */
export const goDuration = z
  .string()
  .regex(/^[1-9][0-9]*(s|m|h)$/, "must be a whole number with one unit of s, m, h, such as 300s: Go knows no days");

/** The same, or none. */
export const goDurationOrZero = z
  .string()
  .regex(/^(0|[1-9][0-9]*)(s|m|h)$/, "must be a whole number with one unit of s, m, h, such as 5s: Go knows no days");

/** A lifetime as htgettoken reads it. */
export const tokenLifetime = z
  .string()
  .regex(/^[1-9][0-9]*(s|m|h|d)$/, "must be a whole number with one unit of s, m, h, d, such as 3d");

/** An account on the nodes, which is part of the name of its keytab. */
export const account = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be the name of an account: lower-case letters, digits, _ and -");

/** A Kerberos principal. */
export const principal = z
  .string()
  .regex(
    /^[A-Za-z0-9._/-]+@[A-Z0-9.-]+$/,
    "must be a Kerberos principal with its realm, such as dunepro/managedtokens@EXAMPLE.ORG",
  );

/** A path on disk. */
export const absolutePath = z
  .string()
  .regex(/^(\/[A-Za-z0-9._-]+)+$/, "must be an absolute path of letters, digits, ., _ and -");

/** A Go template, whose fields are checked by a rule. */
export const goTemplate = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[^\r\n]*$/, "must be one line");

/** Words for a command line, which the program splits as a shell does. */
export const shellWords = z
  .string()
  .max(1000)
  .regex(/^[^\r\n]*$/, "must be one line");

/** Options of ssh. The program drops what has no value. */
export const sshOptionList = z.array(
  z
    .string()
    .regex(
      /^[A-Za-z]+=[A-Za-z0-9._,/:@%+-]+$/,
      "must be NAME=VALUE without spaces and quotes, such as ConnectTimeout=10: the program drops flags without a value",
    ),
);

/** An address for mail. */
export const mailAddress = z
  .string()
  .regex(/^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/, "must be the address of a mailbox, such as ops@example.org");

/** An http or https address; a rule says what a missing scheme would do. */
export const addressWithScheme = z
  .string()
  .min(1)
  .regex(/^\S+$/, "must be an address with its scheme, such as http://gateway.example.org:9091");
