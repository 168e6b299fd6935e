// The plainest static host: files under a sub-path, nothing clever. In: a folder and a prefix. Out: an address.
// Never lists a folder, never guesses index.html: a link must name its file.

import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {createServer} from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
  ".jsonld": "application/ld+json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves `root` at http://127.0.0.1:PORT`prefix`; `prefix` begins and ends with a slash. */
export async function serve(root, prefix) {
  const server = createServer(async (request, response) => {
    const refuse = (status) => response.writeHead(status).end();
    try {
      const {pathname} = new URL(request.url, "http://localhost");
      if (!pathname.startsWith(prefix)) return refuse(404);
      const file = path.join(root, decodeURIComponent(pathname.slice(prefix.length)));
      if (!file.startsWith(root + path.sep) || !(await stat(file)).isFile()) return refuse(404);
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, {"content-type": type, "x-content-type-options": "nosniff"});
      createReadStream(file).pipe(response);
    } catch {
      refuse(404);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address();
  return {
    base: `http://127.0.0.1:${port}${prefix}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
