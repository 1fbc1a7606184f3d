import { defineConfig } from "vitest/config";

// Two files with fixed names and nothing of the building machine in them: the same source gives the same bytes.
export default defineConfig({
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
