import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const FREE = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];

/** Texts of the licences of everything that is built in, read from the lock file; a licence that is not free to ship stops the build. */
function licences(): string {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const shipped = Object.keys(packages).filter((path) => path && !packages[path].dev && !packages[path].optional && !packages[path].peer).sort();
  const parts = shipped.map((path) => {
    const { version, license } = packages[path];
    if (!FREE.includes(license)) throw new Error(`${path}: licence ${license}`);
    const text = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"].flatMap((name) => {
      try {
        return [readFileSync(`${path}/${name}`, "utf8").replace(/\r\n/g, "\n").trim()];
      } catch {
        return [];
      }
    })[0];
    return `${path.replace(/^.*node_modules\//, "")} ${version} (${license})\n\n${text ?? ""}\n`;
  });
  return parts.join("\n----\n\n");
}

// Files with fixed names and nothing of the building machine in them: the same source gives the same bytes.
export default defineConfig({
  plugins: [{ name: "licences", generateBundle() { this.emitFile({ type: "asset", fileName: "licences.txt", source: licences() }); } }],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "../static",
    emptyOutDir: true,
    target: "es2021",
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    lib: { entry: "src/main.tsx", formats: ["iife"], name: "liantu", fileName: () => "explorer.js", cssFileName: "explorer" },
  },
  test: { include: ["src/**/*.test.ts"] },
});
