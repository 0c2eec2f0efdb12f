// Charts. Vega and Vega-Lite are loaded only when a chart comes into view; expressions run in Vega's own interpreter, since
// the pages' policy forbids code made from text.
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${address} did not load`));
    document.head.append(element);
  });
}

let loading = null;
function libraries(figure) {
  loading ??= (async () => {
    await script(figure.dataset.vega);
    await script(figure.dataset.lite);
    return (await import(figure.dataset.interpreter)).expressionInterpreter;
  })();
  return loading;
}

const STATUS = {
  held: "--meeting", ongoing: "--meeting", planned: "--statement", proposed: "--statement", postponed: "--time",
  cancelled: "--event", refused: "--event", denied: "--event", background: "--soft",
};
const STANCES = ["demands", "supports", "offers", "accepts", "conditions", "rejects", "refuses", "opposes", "accuses", "denies"];

// A tick a day where there are few days, or the same day would stand there several times.
function ticks(days) {
  const times = days.map((d) => Date.parse(d)).filter((t) => !Number.isNaN(t));
  return Math.max(...times) - Math.min(...times) <= 10 * 86400e3 ? "day" : 8;
}

const CHARTS = {
  timeline(rows) {
    const values = rows.filter((r) => r.earliest).map((r) => ({ ...r, last: r.latest && r.latest > r.earliest ? r.latest : null }));
    const kinds = [...new Set(values.map((r) => r.status))];
    const colours = kinds.map((k) => css(STATUS[k] ?? "--issue"));
    const lanes = [...new Set(values.map((r) => r.lane))];
    return {
      height: { step: 26 }, data: { values },
      encoding: {
        x: { field: "earliest", type: "temporal", title: null, scale: { padding: 16 }, axis: { format: "%-d %b %Y", labelOverlap: true, tickCount: ticks(values.flatMap((r) => [r.earliest, r.last ?? r.earliest])) } },
        y: { field: "lane", type: "nominal", title: null, sort: lanes },
        color: { field: "status", type: "nominal", title: null, scale: { domain: kinds, range: colours } },
        tooltip: [{ field: "what", title: "what" }, { field: "value", title: "when" }, { field: "status" }, { field: "place" }, { field: "count", title: "told by" }],
      },
      layer: [
        { transform: [{ filter: "datum.last" }], mark: { type: "bar", height: 8, opacity: 0.45, cornerRadius: 4 }, encoding: { x2: { field: "last" } } },
        { mark: { type: "point", filled: true, opacity: 0.9 }, encoding: { size: { field: "count", type: "quantitative", legend: null, scale: { range: [50, 260] } } } },
      ],
    };
  },
  positions(rows) {
    const present = STANCES.filter((s) => rows.some((r) => r.stance === s));
    return {
      height: { step: 24 }, data: { values: rows },
      mark: { type: "point", filled: true, size: 90, opacity: 0.9 },
      encoding: {
        x: { field: "published", type: "temporal", title: null, scale: { padding: 16 }, axis: { format: "%-d %b %Y", labelOverlap: true, tickCount: ticks(rows.map((r) => r.published)) } },
        y: { field: "stance", type: "nominal", title: null, sort: present, scale: { domain: present } },
        color: { field: "party", type: "nominal", title: null, scale: { range: ["--statement", "--event", "--meeting", "--entity", "--time", "--issue"].map(css) } },
        shape: { field: "party", type: "nominal", title: null },
        tooltip: [{ field: "party" }, { field: "issue" }, { field: "stance" }, { field: "published", type: "nominal" }, { field: "text" }],
      },
    };
  },
  reliability(rows) {
    return {
      height: 260, data: { values: rows },
      layer: [
        { data: { values: [{ a: 0, b: 0 }, { a: 1, b: 1 }] }, mark: { type: "line", strokeDash: [4, 4], color: css("--soft") }, encoding: { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } } },
        {
          encoding: {
            x: { field: "forecast", type: "quantitative", title: "forecast", scale: { domain: [0, 1] }, axis: { format: "%" } },
            color: { field: "kind", type: "nominal", title: null, scale: { domain: ["meeting", "statement", "position", "entity", "time", "issue", "event"], range: ["--meeting", "--statement", "--position", "--entity", "--time", "--issue", "--event"].map(css) } },
            tooltip: [{ field: "kind" }, { field: "items" }, { field: "forecast", format: ".0%" }, { field: "right", format: ".0%" }],
          },
          layer: [
            { mark: { type: "rule", opacity: 0.5 }, encoding: { y: { field: "worst", type: "quantitative", title: "right" }, y2: { field: "best" } } },
            { mark: { type: "line", opacity: 0.6 }, encoding: { y: { field: "right", type: "quantitative", scale: { domain: [0, 1] }, axis: { format: "%" } } } },
            { mark: { type: "point", filled: true, opacity: 1 }, encoding: { y: { field: "right", type: "quantitative" }, size: { field: "items", type: "quantitative", legend: null, scale: { range: [30, 220] } } } },
          ],
        },
      ],
    };
  },
  map(rows, extra) {
    const lat = rows.map((r) => r.latitude), lon = rows.map((r) => r.longitude);
    const span = (values, least) => Math.max(Math.max(...values) - Math.min(...values), least);
    const perDegree = Math.min(extra.width / (span(lon, 12) * 1.35), 460 / (span(lat, 6) * 2));
    const middle = [(Math.max(...lon) + Math.min(...lon)) / 2, (Math.max(...lat) + Math.min(...lat)) / 2];
    const world = span(lon, 0) > 120;
    return {
      height: 460, projection: world
        ? { type: "equalEarth" }
        : { type: "mercator", center: middle, scale: (perDegree * 180) / Math.PI },
      layer: [
        { data: { graticule: { step: world ? [20, 20] : [5, 5] } }, mark: { type: "geoshape", filled: false, stroke: css("--line"), strokeWidth: 0.5 } },
        { data: { values: extra.outlines, format: { type: "topojson", feature: "countries" } }, mark: { type: "geoshape", fill: css("--shade"), stroke: css("--soft"), strokeWidth: 0.6 } },
        {
          data: { values: rows }, mark: { type: "circle", color: css("--meeting"), opacity: 0.8, stroke: css("--paper") },
          encoding: {
            longitude: { field: "longitude", type: "quantitative" }, latitude: { field: "latitude", type: "quantitative" },
            size: { field: "meetings", type: "quantitative", legend: null, scale: { range: [90, 700] } },
            tooltip: [{ field: "place" }, { field: "meetings" }, { field: "first" }, { field: "last" }],
          },
        },
        {
          data: { values: rows }, mark: { type: "text", dy: -14, color: css("--ink"), fontSize: 13 },
          encoding: { longitude: { field: "longitude", type: "quantitative" }, latitude: { field: "latitude", type: "quantitative" }, text: { field: "place" } },
        },
      ],
    };
  },
};

function dress(spec, width) {
  const soft = css("--soft"), line = css("--line"), ink = css("--ink");
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json", width, background: css("--paper"), autosize: { type: "fit-x", contains: "padding" },
    config: {
      font: getComputedStyle(document.body).fontFamily, view: { stroke: null },
      axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: soft, tickColor: line, labelFontSize: 12, titleFontSize: 12, labelLimit: 220 },
      legend: { labelColor: ink, titleColor: soft, labelFontSize: 12, orient: "top", columns: width < 500 ? 3 : 8 }, text: { color: ink },
    },
    ...spec,
  };
}

async function draw(figure) {
  const box = figure.querySelector(".canvas");
  try {
    const interpreter = await libraries(figure);
    const rows = JSON.parse(figure.dataset.rows);
    const extra = { width: Math.max(280, box.clientWidth) };
    if (figure.dataset.outlines) extra.outlines = await (await fetch(figure.dataset.outlines)).json();
    const spec = dress(CHARTS[figure.dataset.chart](rows, extra), extra.width);
    const quiet = { warn() {}, info() {}, debug() {}, error: console.error, level() { return 0; } };
    const compiled = window.vegaLite.compile(spec, { logger: quiet }).spec;
    const runtime = window.vega.parse(compiled, null, { ast: true });
    const tip = figure.querySelector(".tip");
    const view = new window.vega.View(runtime, { expr: interpreter, renderer: "canvas", container: box, logLevel: window.vega.Error, hover: true });
    view.tooltip((handler, event, item, value) => {
      tip.hidden = !value;
      if (!value) return;
      tip.replaceChildren(...Object.entries(value).filter(([, v]) => v && v !== "null").map(([k, v]) => {
        const lineOf = document.createElement("div");
        lineOf.textContent = `${k}: ${String(v).slice(0, 200)}`;
        return lineOf;
      }));
      const frame = figure.getBoundingClientRect();
      tip.style.left = `${Math.min(event.clientX - frame.left + 12, frame.width - 260)}px`;
      tip.style.top = `${event.clientY - frame.top + 12}px`;
    });
    await view.runAsync();
    figure.dataset.drawn = "yes";
    for (const button of figure.querySelectorAll("[data-save]")) {
      button.disabled = false;
      button.addEventListener("click", async () => {
        const kind = button.dataset.save;
        const address = kind === "svg"
          ? URL.createObjectURL(new Blob([await view.toSVG()], { type: "image/svg+xml" }))
          : await view.toImageURL("png", 2);
        save(address, `${figure.dataset.name}.${kind}`);
      });
    }
  } catch (error) {
    box.textContent = `The chart could not be drawn: ${error.message}. The rows below are the same.`;
    console.error(error);
  }
}

export function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

const watch = new IntersectionObserver((seen) => {
  for (const entry of seen) {
    if (entry.isIntersecting) { watch.unobserve(entry.target); draw(entry.target); }
  }
}, { rootMargin: "100px" });
for (const figure of document.querySelectorAll("figure[data-chart]")) watch.observe(figure);
