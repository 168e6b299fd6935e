// Servers as people run them: nginx, Caddy and Python's own. In: a folder with a site at the top or below a path, and the
// files of docs/publishing. Out: addresses. Never serves with other settings than the documentation gives: only names,
// ports and folders are filled in.

import {execFileSync, spawn} from "node:child_process";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {connect, createServer} from "node:net";
import path from "node:path";
import {findOnPath} from "./browser.mjs";

const DOCUMENTED = path.resolve(import.meta.dirname, "../../../docs/publishing");
const SBIN = ["/usr/sbin", "/usr/local/sbin"];

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A documented file with pieces of it replaced; each must stand there. */
async function filledIn(name, replacements) {
  let text = await readFile(path.join(DOCUMENTED, name), "utf8");
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`docs/publishing/${name} has no “${from}”`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** What the documentation says of a site that is not at the top of its host. */
const belowPath = (prefix, quote) => (prefix === "/" ? [] : [["/404.html", `${prefix}404.html`], [`<base href=${quote}/${quote}>`, `<base href=${quote}${prefix}${quote}>`]]);

/** A certificate for 127.0.0.1 that nobody vouches for. */
async function certificate(folder) {
  const [cert, key] = ["cert.pem", "key.pem"].map((name) => path.join(folder, name));
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert, ...subject], {stdio: "ignore"});
  return {cert, key};
}

/** Starts a server; waits until it answers at all its ports. */
async function start(command, args, ports, options = {}) {
  const child = spawn(command, args, {stdio: ["ignore", "pipe", "pipe"], ...options});
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said = (said + data).slice(-4000)));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  for (const port of ports) {
    let tries = 0;
    while (!(await answers(port))) {
      if (child.exitCode !== null || (tries += 1) > 200) throw new Error(`${path.basename(command)} did not start:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const close = async () => {
    child.kill();
    await ended;
  };
  return close;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true) ?? socket.destroy());
    socket.on("error", () => resolve(false));
  });
}

/** nginx with docs/publishing/nginx.conf; `top` is what it serves, the site stands at `prefix` in it. */
async function nginx({top, prefix, scratch}) {
  const program = findOnPath(["nginx"], SBIN);
  const [port, secure] = [await freePort(), await freePort()];
  const {cert, key} = await certificate(scratch);
  const listen = `listen 127.0.0.1:${port}; listen 127.0.0.1:${secure} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};`;
  const server = await filledIn("nginx.conf", [
    ["listen 80;", listen],
    ["root /srv/xianzhi;", `root "${top}";`],
    ...belowPath(prefix, '"'),
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${scratch}/${name};`);
  const file = path.join(scratch, "nginx.conf");
  await writeFile(
    file,
    `daemon off; ${process.getuid() === 0 ? "user root; " : ""}worker_processes 1; pid ${scratch}/nginx.pid; error_log ${scratch}/error.log;\nevents {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${server}\n}\n`,
  );
  const close = await start(program, ["-c", file, "-p", scratch, "-e", path.join(scratch, "error.log")], [port, secure]);
  return {base: `http://127.0.0.1:${port}${prefix}`, secure: `https://127.0.0.1:${secure}${prefix}`, close};
}

/** Caddy with docs/publishing/Caddyfile. */
async function caddy({top, prefix, scratch}) {
  const program = findOnPath(["caddy"], SBIN);
  const [port, secure] = [await freePort(), await freePort()];
  const {cert, key} = await certificate(scratch);
  const site = await filledIn("Caddyfile", [
    ["example.org {", "(site) {"],
    ["root * /srv/xianzhi", `root * "${top}"`],
    ...belowPath(prefix, "'"),
  ]);
  const hosts = `http://127.0.0.1:${port} {\nimport site\n}\nhttps://127.0.0.1:${secure} {\ntls ${cert} ${key}\nimport site\n}\n`;
  const file = path.join(scratch, "Caddyfile");
  await writeFile(file, `{\nadmin off\nauto_https disable_redirects\nskip_install_trust\n}\n${site}\n${hosts}`);
  const env = {...process.env, HOME: scratch, XDG_DATA_HOME: scratch, XDG_CONFIG_HOME: scratch};
  const close = await start(program, ["run", "--adapter", "caddyfile", "--config", file], [port, secure], {env});
  return {base: `http://127.0.0.1:${port}${prefix}`, secure: `https://127.0.0.1:${secure}${prefix}`, close};
}

/** What docs/publishing/apache.htaccess asks of the server. */
const MODULES = [
  "mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "filter", "deflate", "substitute", "setenvif", "ssl", "socache_shmcb", "alias", "autoindex",
];

/** Apache with docs/publishing/apache.htaccess at the top of the site, where it stays. */
async function apache({top, prefix, scratch}) {
  const program = findOnPath(["apache2", "httpd"], SBIN);
  const [port, secure] = [await freePort(), await freePort()];
  const {cert, key} = await certificate(scratch);
  await writeFile(path.join(top, prefix === "/" ? "" : prefix, ".htaccess"), await filledIn("apache.htaccess", belowPath(prefix, "'")));
  const modules = MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  const file = path.join(scratch, "apache.conf");
  await writeFile(file, `${modules.join("\n")}
ServerName localhost
ServerTokens Prod
PidFile ${scratch}/pid
ErrorLog ${scratch}/error.log
DefaultRuntimeDir ${scratch}
TypesConfig /etc/mime.types
Listen 127.0.0.1:${port}
Listen 127.0.0.1:${secure}
DocumentRoot "${top}"
<Directory "${top}">
AllowOverride All
Options Indexes FollowSymLinks
Require all granted
</Directory>
<VirtualHost 127.0.0.1:${secure}>
SSLEngine on
SSLCertificateFile ${cert}
SSLCertificateKeyFile ${key}
</VirtualHost>
`);
  const close = await start(program, ["-X", "-f", file], [port, secure]);
  return {base: `http://127.0.0.1:${port}${prefix}`, secure: `https://127.0.0.1:${secure}${prefix}`, close};
}

/** Python's server, with nothing set. */
async function python({top, prefix}) {
  const port = await freePort();
  const close = await start("python3", ["-m", "http.server", "--bind", "127.0.0.1", "--directory", top, String(port)], [port]);
  return {base: `http://127.0.0.1:${port}${prefix}`, close};
}

const SERVERS = {nginx, caddy, apache, python};

/** Starts the server `name` with the folder `top`, the site at `prefix` in it; its own files go to a folder in `scratch`. */
export async function host(name, {top, prefix, scratch}) {
  const own = path.join(scratch, `${name}${prefix.replaceAll("/", "-")}`);
  await mkdir(own, {recursive: true});
  return {name, prefix, ...(await SERVERS[name]({top, prefix, scratch: own}))};
}

/** What of the servers is not on this machine. */
export const lacking = () => [["nginx"], ["caddy"], ["apache2", "httpd"], ["openssl"], ["python3"]].filter((names) => !findOnPath(names, SBIN)).map(([name]) => name);
