// Builds what browsers load into src/handrail/frontend/dist: `node build.mjs`.
//
// Names carry a hash of their content and may be cached for ever; the widget's do not, since sites embed them by name.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "handrail", "frontend", "dist");
const source = (...parts) => join(here, "src", ...parts);

const workers = readdirSync(source("console")).filter((name) => name.endsWith("-worker.ts"));
const HASHED = [
  source("console", "console.ts"),
  source("console", "console.css"),
  ...workers.map((name) => source("console", name)),
  source("shop", "shop.css"),
  source("icon.svg"),
];

async function bundled(entry, options = {}) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    // A style sheet of the widget is text that the widget makes a sheet of: no policy of a site can be against that.
    plugins: [styleAsText],
    logLevel: "warning",
    ...options,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const styleAsText = {
  name: "style-as-text",
  setup(on) {
    on.onLoad({ filter: /widget[\\/].*\.css$/ }, async ({ path }) => {
      const minified = await build({ entryPoints: [path], minify: true, write: false, charset: "utf8", target: "es2022" });
      return { contents: minified.outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

function put(name, content) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function hashedName(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const ending = extname(name);
  return `${basename(name, ending)}-${hash}${ending}`;
}

/** Every language must say everything English says, no more and no less. */
function textsChecked() {
  const texts = {};
  for (const file of readdirSync(source("texts")).filter((name) => name.endsWith(".json")).sort()) {
    texts[file] = JSON.parse(readFileSync(source("texts", file), "utf8"));
  }
  const wanted = Object.keys(texts["en.json"]).sort().join();
  for (const [file, said] of Object.entries(texts)) {
    if (Object.keys(said).sort().join() !== wanted) throw new Error(`${file} does not hold the same texts as en.json.`);
  }
  return texts;
}

const manifest = {};
for (const entry of HASHED) {
  if (!existsSync(entry)) throw new Error(`${entry} is missing.`);
  const content = entry.endsWith(".svg") ? readFileSync(entry) : await bundled(entry);
  const name = basename(entry).replace(/\.ts$/, ".js");
  manifest[name] = hashedName(name, content);
  put(manifest[name], content);
}
manifest["widget.js"] = "widget.js";
put("widget.js", await bundled(source("widget", "index.ts")));
for (const [file, said] of Object.entries(textsChecked())) {
  manifest[`texts/${file}`] = `texts/${file}`;
  put(`texts/${file}`, JSON.stringify(said));
}
put("manifest.json", JSON.stringify(manifest, null, 2) + "\n"); // after what it names: whoever finds it finds everything
const current = new Set([...Object.values(manifest), "manifest.json", "texts"]);
for (const name of readdirSync(out)) if (!current.has(name)) rmSync(join(out, name), { recursive: true });
