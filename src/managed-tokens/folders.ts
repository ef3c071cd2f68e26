/** Where the volume is mounted: all that outlives a run lies there. */
export const STATE_FOLDER = "/var/lib/managed-tokens";

/** Where log files go, which end with the pod. */
export const LOG_FOLDER = "/var/log/managed-tokens";

/** Where the program looks for its file. */
export const CONFIG_FOLDER = "/etc/managed-tokens";

/** Where the client's certificate for FERRY and its key lie. */
export const FERRY_FOLDER = "/etc/ferry";

export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
