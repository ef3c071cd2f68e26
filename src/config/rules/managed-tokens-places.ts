import { isBelow, LOG_FOLDER, STATE_FOLDER } from "../../managed-tokens/folders";
import { tokensFile } from "../../managed-tokens/render";
import { servicesOf } from "../../managed-tokens/services";
import { quantityBytes } from "../../quantity";
import { tooLarge } from "../../stored-size";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import type { Path } from "../source/tree";
import { rolePath } from "./managed-tokens-roles";

const HERE = "managedTokens";
const MEBIBYTE = 2 ** 20;

/** Memory of ssh and rsync for one node, three copies: an estimate. */
const MEBIBYTES_A_NODE = 12;

/** All but these folders is read-only, and what shall last lies on the volume. */
export function folderFindings(tokens: ManagedTokensConfig): Finding[] {
  const { dbLocation, serviceCreddVaultTokenPathRoot: root, logs } = tokens;
  const roots = servicesOf(tokens).flatMap((service) => {
    const own = service.settings.serviceCreddVaultTokenPathRootOverride;
    return own === undefined ? [] : [{ path: [...rolePath(service), "serviceCreddVaultTokenPathRootOverride"], own }];
  });
  return [
    ...below([HERE, "dbLocation"], dbLocation, STATE_FOLDER, "the volume"),
    ...below([HERE, "serviceCreddVaultTokenPathRoot"], root, STATE_FOLDER, "the volume"),
    ...roots.flatMap(({ path, own }) => below(path, own, STATE_FOLDER, "the volume")),
    ...Object.entries(logs).flatMap(([executable, files]) =>
      Object.entries(files).flatMap(([key, file]) =>
        below([HERE, "logs", executable, key], file, LOG_FOLDER, "the folder of logs"),
      ),
    ),
  ];
}

function below(path: Path, file: string, folder: string, what: string): Finding[] {
  if (isBelow(file, folder)) return [];
  const fix = nest(path, `${folder}/${file.split("/").at(-1)}`);
  return [{ path, message: `got "${file}", must lie in ${folder}, ${what}: all else is read-only`, fix }];
}

const NOWHERE = { pushgateway: "http://x", loki: "http://x" };

/** Every copy to every node runs at once, and the file has its largest size. */
export function sizeFindings(tokens: ManagedTokensConfig): Finding[] {
  return [...memoryFindings(tokens), ...fileFindings(tokens)];
}

function fileFindings(tokens: ManagedTokensConfig): Finding[] {
  const bytes = Buffer.byteLength(tokensFile(tokens, { run: "token-push", telemetry: NOWHERE }));
  const message = tooLarge("a file", bytes, "fewer services or nodes");
  return message === undefined ? [] : [{ path: [HERE, "experiments"], at: "key", message }];
}

function memoryFindings(tokens: ManagedTokensConfig): Finding[] {
  const nodes = servicesOf(tokens).reduce((sum, { settings }) => sum + settings.destinationNodes.length, 0);
  const needed = nodes * MEBIBYTES_A_NODE;
  if (needed <= quantityBytes(tokens.memory) / MEBIBYTE) return [];
  const path = [HERE, "memory"];
  return [
    {
      path,
      severity: "warning",
      message: `got "${tokens.memory}" for copies to ${nodes} nodes at once, which take about ${needed}Mi`,
      fix: nest(path, `${needed}Mi`),
    },
  ];
}
