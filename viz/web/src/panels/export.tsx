/** Export of what is shown: some formats the page writes itself, the others the program. */

import { useEffect, useState } from "preact/hooks";
import { chart, data, download, say, scene, source } from "../app";
import { WRITERS } from "../writers";
import { svg } from "../svg";
import { view } from "../state";
import { t } from "../words";

/** Endings of what the program makes where they differ from the format's name; a folder comes as a zip file. */
const SUFFIX: Record<string, string> = { csv: "zip", jsonl: "zip", "neo4j-admin": "zip", turtle: "ttl", mermaid: "mmd", ftm: "json", pyvis: "html" };

export function ExportMenu() {
  const d = data.value!;
  const { value: s } = scene;
  const [formats, setFormats] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => void source.formats().then(setFormats, () => setFormats([])), []);
  const name = (suffix: string, what = "") => `liantu-${d.snapshot.slice(0, 8) || "view"}${what}.${suffix}`;
  const serve = async (format: string) => {
    setBusy(true);
    say(t("exporting"));
    try {
      download(SUFFIX[format] ? name(SUFFIX[format], `-${format}`) : name(format), await source.exportAs(format, s.passing.map((i) => d.things[i].id), d.title));
    } catch (error) {
      say(t("exportFailed", { why: error instanceof Error ? error.message : String(error) }));
    }
    setBusy(false);
  };
  return (
    <div class="export">
      <p>{t("exportView", { n: s.passing.length })}</p>
      {formats.length > 0 ? <p class="kicker">{t("serverFormats")}</p> : !source.served && <p class="muted">{t("needServer")}</p>}
      <p class="acts">{formats.map((f) => <button key={f} disabled={busy} onClick={() => void serve(f)}>{f.toUpperCase()}</button>)}</p>
      {busy && <p role="status">{t("exporting")}</p>}
      <p class="kicker">{t("pageFormats")}</p>
      <p class="acts">
        <button onClick={() => void picture().then((blob) => download(name("png"), blob), (error) => say(t("exportFailed", { why: String(error) })))}>PNG</button>
        <button onClick={() => download(name("svg"), drawn(), "image/svg+xml")}>SVG</button>
        {Object.entries(WRITERS).filter(([suffix]) => !formats.includes(suffix)).map(([suffix, writer]) => (
          <button key={suffix} onClick={() => download(name(suffix), writer.write(d, s.passing, drawnRelations()), writer.type)}>{writer.name}</button>
        ))}
        <button onClick={() => print()}>{t("print")}</button>
      </p>
    </div>
  );
}

const LARGEST = 8000;

const drawn = (): string => svg(data.value!, scene.value, view.value, { outlines: chart.value!.outlines() });

/** The same picture in pixels, twice as fine as the screen where that is not too large. */
async function picture(): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn())}`;
  await image.decode();
  const scale = Math.min(2, LARGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error(t("tooLarge")))), "image/png"));
}

/** Relations between the things that pass, drawn or folded away. */
function drawnRelations(): number[] {
  const { value: s } = scene;
  if (s.passing.length === s.things.length) return s.relations;
  const passing = new Set(s.passing);
  return data.value!.relations.filter((r) => passing.has(r.source) && passing.has(r.target)).map((r) => r.index);
}
