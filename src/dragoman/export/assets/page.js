"use strict";
// Offsets in the record are code points; a JavaScript string counts UTF-16 units, so each block keeps a way between.
const items = JSON.parse(document.getElementById("spans").textContent);
const blocks = [...document.querySelectorAll(".block")].map((element) => {
  const node = element.firstChild ?? element.appendChild(document.createTextNode(""));
  const points = [...node.data];
  const units = points.length === node.data.length ? null : points.reduce((at, c) => (at.push(at[at.length - 1] + c.length), at), [0]);
  const start = Number(element.dataset.start);
  return { element, node, start, end: start + points.length, unit: (i) => (units ? units[i] : i) };
});
function ranges(spans) {
  const found = [];
  for (const [start, end] of spans) {
    for (const block of blocks) {
      const from = Math.max(start, block.start), to = Math.min(end, block.end);
      if (from < to) {
        const range = new StaticRange({ startContainer: block.node, startOffset: block.unit(from - block.start),
          endContainer: block.node, endOffset: block.unit(to - block.start) });
        found.push({ range, block });
      }
    }
  }
  return found;
}
function draw() {
  if (!CSS.highlights) return;
  for (const box of document.querySelectorAll("#toggles input")) {
    CSS.highlights.delete(box.value);
    if (!box.checked) continue;
    const all = Object.values(items).filter((i) => i.kind === box.value).flatMap((i) => ranges(i.spans).map((r) => r.range));
    CSS.highlights.set(box.value, new Highlight(...all));
  }
}
function choose(id, button) {
  document.querySelectorAll("[aria-pressed]").forEach((b) => b.removeAttribute("aria-pressed"));
  const found = ranges(items[id].spans);
  button.setAttribute("aria-pressed", "true");
  if (CSS.highlights) {
    const chosen = new Highlight(...found.map((r) => r.range));
    chosen.priority = 9;
    CSS.highlights.set("chosen", chosen);
  }
  if (found.length) {
    const live = document.createRange();
    live.setStart(found[0].range.startContainer, found[0].range.startOffset);
    live.setEnd(found[0].range.endContainer, found[0].range.endOffset);
    const box = live.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 60) scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: "smooth" });
  }
}
document.getElementById("record").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-item]");
  if (button) choose(button.dataset.item, button);
});
// A click on marked words chooses the shortest item of a shown kind that holds them.
document.getElementById("text").addEventListener("click", (event) => {
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY) ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = at?.offsetNode ?? at?.startContainer, offset = at?.offset ?? at?.startOffset;
  const block = blocks.find((b) => b.node === node);
  if (!block) return;
  const point = block.start + [...node.data.slice(0, offset)].length;
  const shown = new Set([...document.querySelectorAll("#toggles input:checked")].map((b) => b.value));
  let best = null;
  for (const [id, item] of Object.entries(items)) {
    for (const [start, end] of item.spans) {
      if (shown.has(item.kind) && start <= point && point < end && (!best || end - start < best.length)) best = { id, length: end - start };
    }
  }
  const button = best && document.querySelector(`[data-item="${best.id}"]`);
  if (button) { choose(best.id, button); button.scrollIntoView({ block: "center", behavior: "smooth" }); }
});
document.getElementById("toggles").addEventListener("change", draw);
draw();
