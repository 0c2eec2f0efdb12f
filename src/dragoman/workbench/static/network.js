// The network of actors. Cytoscape.js is loaded only on this page, when the figure comes into view.
const figure = document.getElementById("network");
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const KINDS = { met: "--meeting", "speaks-for": "--soft", "said-of": "--statement" };

function elements(data) {
  const at = new Map(data.nodes.map((n, i) => [n.id, i]));
  const ring = Math.max(160, data.nodes.length * 14);
  return [
    ...data.nodes.map((n) => {
      const turn = (2 * Math.PI * at.get(n.id)) / data.nodes.length;
      // where it starts is fixed, so that the same network always looks the same
      return { data: { ...n, id: String(n.id), number: n.id }, position: { x: Math.cos(turn) * ring, y: Math.sin(turn) * ring } };
    }),
    ...data.edges.map((e, i) => ({ data: { ...e, id: `e${i}`, source: String(e.source), target: String(e.target) } })),
  ];
}

function style() {
  const face = getComputedStyle(document.body).fontFamily;
  return [
    { selector: "node", style: { label: "data(name)", "font-size": 11, "font-family": face, color: css("--ink"), "background-color": css("--statement"), width: 14, height: 14, "text-valign": "bottom", "text-margin-y": 3, "text-background-color": css("--paper"), "text-background-opacity": 0.75, "text-background-padding": 1, "text-max-width": 110, "text-wrap": "wrap" } },
    { selector: "node[kind = 'person']", style: { "background-color": css("--entity"), shape: "ellipse" } },
    { selector: "node[kind != 'person']", style: { shape: "round-rectangle", width: 20, height: 14 } },
    { selector: "edge", style: { width: "mapData(count, 1, 10, 1.2, 6)", "curve-style": "bezier", opacity: 0.75 } },
    ...Object.entries(KINDS).map(([kind, colour]) => ({ selector: `edge[kind = '${kind}']`, style: { "line-color": css(colour), "target-arrow-color": css(colour), "target-arrow-shape": kind === "met" ? "none" : "triangle", "line-style": kind === "speaks-for" ? "dashed" : "solid" } })),
    { selector: ".faint", style: { opacity: 0.12 } },
    { selector: ".hidden", style: { display: "none" } },
  ];
}

// What is shown, as a picture of lines: Cytoscape itself saves only pixels.
function svg(cy) {
  const box = cy.elements(":visible").boundingBox(), pad = 30;
  const parts = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - pad} ${box.y1 - pad} ${box.w + 2 * pad} ${box.h + 2 * pad}" font-family="sans-serif" font-size="11">`];
  const escape = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  cy.edges(":visible").forEach((e) => {
    const a = e.source().position(), b = e.target().position();
    parts.push(`<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${css(KINDS[e.data("kind")])}" stroke-width="${e.numericStyle("width")}" opacity="0.75"/>`);
  });
  cy.nodes(":visible").forEach((n) => {
    const p = n.position(), colour = css(n.data("kind") === "person" ? "--entity" : "--statement");
    parts.push(`<circle cx="${p.x}" cy="${p.y}" r="7" fill="${colour}"/><text x="${p.x}" y="${p.y + 20}" text-anchor="middle" fill="${css("--ink")}">${escape(n.data("name"))}</text>`);
  });
  return parts.join("") + "</svg>";
}

async function draw() {
  const box = figure.querySelector(".canvas");
  try {
    const { default: cytoscape } = await import(figure.dataset.library);
    const { save } = await import(figure.dataset.chart_script);
    const data = JSON.parse(figure.dataset.rows);
    const cy = cytoscape({ container: box, elements: elements(data), style: style(), minZoom: 0.2, maxZoom: 3, layout: { name: "cose", animate: false, randomize: false, fit: true, padding: 30, nodeRepulsion: () => 900000, nodeOverlap: 40, idealEdgeLength: () => 110, edgeElasticity: () => 80, gravity: 0.6, componentSpacing: 90, nodeDimensionsIncludeLabels: true, numIter: 2500 } });
    // as large on the screen as other words, however far the whole had to be scaled down
    const k = Math.min(3, Math.max(1, 1 / cy.zoom()));
    cy.style().selector("node").style({ "font-size": 12 * k, width: 12 * k, height: 12 * k, "text-max-width": 120 * k, "text-margin-y": 3 * k })
      .selector("node[kind != 'person']").style({ width: 18 * k, height: 12 * k }).selector("edge").style({ "arrow-scale": k }).update();
    const toggles = [...document.querySelectorAll("#edges input")];
    const show = () => {
      const shown = new Set(toggles.filter((t) => t.checked).map((t) => t.value));
      cy.batch(() => {
        cy.edges().forEach((e) => e.toggleClass("hidden", !shown.has(e.data("kind"))));
        cy.nodes().forEach((n) => n.toggleClass("hidden", n.connectedEdges().every((e) => e.hasClass("hidden"))));
      });
    };
    toggles.forEach((t) => t.addEventListener("change", show));
    show();
    cy.on("mouseover", "node", (event) => { cy.elements().addClass("faint"); event.target.closedNeighborhood().removeClass("faint"); });
    cy.on("mouseout", "node", () => cy.elements().removeClass("faint"));
    cy.on("tap", "node", (event) => {
      if (event.target.data("kind") === "person") location.href = `/people/${event.target.data("number")}`;
    });
    figure.dataset.drawn = "yes";
    for (const button of figure.querySelectorAll("[data-save]")) {
      button.disabled = false;
      button.addEventListener("click", () => {
        const kind = button.dataset.save;
        const blob = kind === "svg" ? new Blob([svg(cy)], { type: "image/svg+xml" }) : cy.png({ output: "blob", scale: 2, bg: css("--paper"), full: true });
        save(URL.createObjectURL(blob), `network.${kind}`);
      });
    }
  } catch (error) {
    box.textContent = `The network could not be drawn: ${error.message}. The rows below are the same.`;
    console.error(error);
  }
}

if (figure) {
  const watch = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) { watch.disconnect(); draw(); }
  });
  watch.observe(figure);
}
