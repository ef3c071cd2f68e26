import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

/** A folder of charts as a Helm repository on loopback. */
export interface Mirror {
  readonly url: string;
  readonly close: () => void;
}

export async function serveCharts(folder: string): Promise<Mirror> {
  const server = createServer((request, response) => {
    const file = join(folder, basename(new URL(request.url ?? "/", "http://loopback").pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
