// The reading room: marks, hover and click in both directions, review by keyboard.
import { send, say } from "./app.js";
import { Text, draw } from "./marks.js";

const article = document.getElementById("text");
const column = document.getElementById("record");
const address = `/reports/${column.dataset.report}`;
const text = new Text(article);
const PRIORITY = { statement: 0, position: 1, meeting: 2, issue: 3, time: 4, event: 5, entity: 6 };
let items = [];
let chosen = null;

function gather() {
  items = [...column.querySelectorAll(".item")].map((button) => ({
    button, key: button.dataset.key, kind: button.dataset.kind,
    spans: button.dataset.spans.trim().split(/\s+/).filter(Boolean).map((pair) => pair.split("-").map(Number)),
  }));
}

function shownKinds() {
  return new Set([...document.querySelectorAll("#toggles input:checked")].map((box) => box.value));
}

function drawAll() {
  const shown = shownKinds();
  for (const box of document.querySelectorAll("#toggles input")) {
    const all = shown.has(box.value)
      ? items.filter((i) => i.kind === box.value && !i.button.classList.contains("v-rejected")).flatMap((i) => text.ranges(i.spans)) : [];
    draw(box.value, all, PRIORITY[box.value] ?? 0);
  }
}

// -- choosing ---------------------------------------------------------------------------------------------------------

const find = (key) => items.find((i) => i.key === key) ?? null;

function into(element, box) {
  const outer = box.getBoundingClientRect(), inner = element.getBoundingClientRect();
  return inner.top >= outer.top + 8 && inner.bottom <= outer.bottom - 8;
}

function mark(item, { scroll = true } = {}) {
  for (const i of items) i.button.removeAttribute("aria-pressed");
  chosen = item;
  draw("chosen", item ? text.ranges(item.spans) : [], 9);
  if (!item) return;
  item.button.setAttribute("aria-pressed", "true");
  const list = document.getElementById("items");
  // where the columns stand one below the other, the words matter more than the line of the list
  if (!narrow() && !into(item.button, list)) item.button.scrollIntoView({ block: "nearest" });
  if (scroll) reveal(item);
}

const narrow = () => getComputedStyle(document.querySelector(".desk")).gridTemplateColumns.split(" ").length === 1;

// Brings an item's first words into view, above the panel where that lies over the page.
function reveal(item) {
  const ranges = text.ranges(item.spans);
  if (!ranges.length) return;
  const box = ranges[0].getBoundingClientRect(), frame = article.getBoundingClientRect();
  const panel = document.getElementById("detail");
  const over = getComputedStyle(panel).position === "fixed" ? panel.getBoundingClientRect().top : innerHeight;
  if (narrow()) {
    if (box.top < 40 || box.bottom > over - 30) scrollBy({ top: box.top - over / 3 });
  } else if (box.top < frame.top + 40 || box.bottom > frame.bottom - 60) {
    article.scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }
}

// The panel comes from the server. Keys that need it wait for it, so that no hurried note lands on the item before.
let pending = Promise.resolve();
let waiting = false;

function choose(item, options) {
  mark(item, options);
  pending = load(item);
  return pending;
}

async function load(item) {
  const panel = document.getElementById("detail");
  if (!item) { panel.innerHTML = ""; return; }
  const answer = await fetch(`${address}/item?item=${encodeURIComponent(item.key)}`);
  const page = await answer.text();
  if (chosen === item && answer.ok) {
    document.getElementById("detail").innerHTML = page;
    panel.scrollTop = 0;
    if (narrow()) reveal(item);
    history.replaceState(null, "", `${address}?item=${encodeURIComponent(item.key)}`);
    say(item.button.textContent.slice(0, 200));
  }
}

function step(by, wanted = () => true) {
  const here = chosen ? items.indexOf(chosen) : by > 0 ? -1 : items.length;
  for (let at = here + by; at >= 0 && at < items.length; at += by) {
    if (wanted(items[at])) { choose(items[at]); return true; }
  }
  return false;
}

// Of the items of shown kinds that hold an offset, the one with the fewest words.
function under(point) {
  const shown = shownKinds();
  let best = null, length = Infinity;
  for (const item of items) {
    if (!shown.has(item.kind)) continue;
    for (const [start, end] of item.spans) {
      if (start <= point && point < end && end - start < length) { best = item; length = end - start; }
    }
  }
  return best;
}

column.addEventListener("click", (event) => {
  const button = event.target.closest(".item");
  if (button) choose(find(button.dataset.key));
});
column.addEventListener("mouseover", (event) => {
  const button = event.target.closest(".item");
  draw("near", button ? text.ranges(find(button.dataset.key)?.spans ?? []) : [], 8);
});
column.addEventListener("mouseleave", () => draw("near", []));
article.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const point = text.at(event.clientX, event.clientY);
  const item = point === null ? null : under(point);
  if (item) choose(item, { scroll: false });
});
let near = null;
let asked = false;
article.addEventListener("mousemove", (event) => {
  if (asked) return;
  asked = true;  // once a frame is enough, and in a long report it is dear
  requestAnimationFrame(() => { asked = false; hover(event); });
});
function hover(event) {
  const point = text.at(event.clientX, event.clientY);
  const item = point === null ? null : under(point);
  if (item === near) return;
  near?.button.classList.remove("near");
  near = item;
  near?.button.classList.add("near");
  draw("near", near ? text.ranges(near.spans) : [], 8);
}
document.getElementById("toggles").addEventListener("change", drawAll);

// -- reviewing --------------------------------------------------------------------------------------------------------

async function act(path, values, { next = false } = {}) {
  const at = chosen ? items.indexOf(chosen) : -1;
  const focus = document.activeElement?.id;
  const inside = column.contains(document.activeElement);
  try {
    const page = await send(`${address}/${path}`, { shown: chosen?.key ?? "", ...values });
    const top = document.getElementById("items").scrollTop;
    column.innerHTML = page;
    document.getElementById("items").scrollTop = top;
    gather();
    drawAll();
    const marked = column.querySelector(".item[aria-pressed]");
    mark(marked ? find(marked.dataset.key) : null, { scroll: false });
    if (next && at >= 0 && items[at + 1]) choose(items[at + 1]);
    // the column is new: who tabs through it must not be thrown back to the top of the page
    if (inside) ((!next && focus && document.getElementById(focus)) || chosen?.button || document.getElementById("items")).focus({ preventScroll: true });
    say(column.querySelector(".state p").textContent);
  } catch (error) {
    complain(error.message);
  }
}

function complain(words) {
  let box = column.querySelector(".state .warn");
  if (!box) {
    box = document.createElement("p");
    box.className = "warn";
    box.setAttribute("role", "alert");
    column.querySelector(".state").append(box);
  }
  box.textContent = words;
}

const judge = (action, more = {}, options = {}) => {
  if (!chosen) return complain("Choose an item first.");
  const note = document.getElementById("f-note");
  const why = note?.dataset.key === chosen.key ? note.value.trim() : "";
  return act("review", { action, item: chosen.key, ...(why ? { why } : {}), ...more }, options);
};

function changeField(control) {
  const { field, type } = control.dataset;
  let value;
  if (type === "flag") value = control.checked;
  else if (type === "names") value = control.value.split(",").map((s) => s.trim()).filter(Boolean);
  else value = control.value.trim() || null;
  return judge("change", { field, value: JSON.stringify(value) });
}

function takeSelection(field, type) {
  const span = text.selection();
  if (!span) return complain("Select words in the report first.");
  return judge("change", { field, value: JSON.stringify(type === "spans" ? [span] : span) });
}

function splitOff() {
  const span = text.selection();
  if (!span || chosen?.kind !== "entity") return complain("Choose an entity and select one of its mentions in the report.");
  return judge("split", { spans: JSON.stringify([span]) });
}

async function addNew() {
  const span = text.selection();
  if (!span) return complain("Select the words of what was missed first.");
  const answer = await fetch(`${address}/new?start=${span[0]}&end=${span[1]}`);
  const panel = document.getElementById("detail");
  panel.innerHTML = await answer.text();
  mark(null);
  draw("chosen", text.ranges([span]), 9);
  panel.querySelector("select")?.focus();
}

function act_on(name) {
  if (name === "accept" || name === "reject") return judge(name, {}, { next: true });
  if (name === "undo" || name === "redo" || name === "finish" || name === "reopen") return act(name, {});
  if (name === "new") return addNew();
  if (name === "split") return splitOff();
  if (name === "close") { choose(null); history.replaceState(null, "", address); }
  return undefined;
}

column.addEventListener("mousedown", (event) => {
  // a press on a button must not take the selection from the text
  if (event.target.closest("button")) event.preventDefault();
});
column.addEventListener("click", (event) => {
  const doing = event.target.closest("[data-do]");
  if (doing) { act_on(doing.dataset.do); return; }
  const words = event.target.closest(".words[data-field]");
  if (words) takeSelection(words.dataset.field, words.dataset.type);
});
column.addEventListener("change", (event) => {
  const control = event.target;
  if (control.dataset.type === "note" && control.value.trim()) judge("note");
  else if (control.dataset.field && control.closest("table.fields")) changeField(control);
  else if (control.id === "new-kind") loadNew(control);
});
column.addEventListener("submit", (event) => {
  if (event.target.id !== "new-item") return;
  event.preventDefault();
  const form = new FormData(event.target);
  const fields = {};
  for (const control of event.target.querySelectorAll("[data-new]")) {
    const type = control.dataset.type;
    if (type === "flag") fields[control.dataset.new] = control.checked;
    else if (control.value.trim()) fields[control.dataset.new] = type === "names" ? control.value.split(",").map((s) => s.trim()).filter(Boolean) : control.value.trim();
  }
  act("review", { action: "add", kind: form.get("kind"), spans: form.get("spans"), fields: JSON.stringify(fields), why: form.get("why") });
});

async function loadNew(control) {
  const { start, end } = control.dataset;
  const answer = await fetch(`${address}/new?start=${start}&end=${end}&kind=${encodeURIComponent(control.value)}`);
  document.getElementById("detail").innerHTML = await answer.text();
  document.getElementById("new-kind").focus();
}

// -- keys -------------------------------------------------------------------------------------------------------------

const dialog = document.getElementById("keys");
const switched = document.getElementById("keys-on");
try { switched.checked = localStorage.getItem("dragoman-keys") !== "off"; } catch { /* storage may be forbidden */ }
switched.addEventListener("change", () => {
  try { localStorage.setItem("dragoman-keys", switched.checked ? "on" : "off"); } catch { /* then it lasts for this page */ }
});
document.getElementById("keys-open").addEventListener("click", () => dialog.showModal());

async function ready(then) {
  waiting = true;
  try { await pending; } finally { waiting = false; }
  then();
}
const focusField = (id) => ready(() => { const control = document.getElementById(id); control?.focus(); control?.select?.(); });
const judged = (item) => /\bv-(accepted|rejected|changed|added)\b/.test(item.button.className);
const KEYS = {
  j: () => step(1), k: () => step(-1), h: () => step(1, (i) => !judged(i)),
  a: () => act_on("accept"), r: () => act_on("reject"), u: () => act_on("undo"), U: () => act_on("redo"),
  c: () => ready(() => column.querySelector("table.fields [data-field]")?.focus()),
  n: () => focusField("f-note"), m: () => focusField("f-same_as"), s: splitOff, "+": addNew,
  t: () => ready(() => { const own = column.querySelector(".words[data-field]"); if (own) takeSelection(own.dataset.field, own.dataset.type); }),
  "?": () => dialog.showModal(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && typing) { event.target.blur(); return; }
  if (waiting) { event.preventDefault(); return; }
  if (typing || dialog.open || event.ctrlKey || event.metaKey || event.altKey || !switched.checked) return;
  if (event.key >= "1" && event.key <= "7") {
    const box = document.querySelectorAll("#toggles input")[Number(event.key) - 1];
    if (box) { box.checked = !box.checked; drawAll(); event.preventDefault(); }
    return;
  }
  const doing = KEYS[event.key];
  if (doing) { event.preventDefault(); doing(); }
});

function fit() {
  const top = document.querySelector(".desk").getBoundingClientRect().top + scrollY;
  document.documentElement.style.setProperty("--above", `${Math.ceil(top)}px`);
}
addEventListener("resize", fit);
fit();
gather();
drawAll();
const first = column.querySelector(".item[aria-pressed]");
if (first) mark(find(first.dataset.key));
const at = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("at") ?? "");
if (at) {
  const span = [Number(at[1]), Number(at[2])];
  const exact = items.find((i) => i.kind === "statement" && i.spans.some(([s]) => s === span[0]));
  if (exact) choose(exact);
  else mark({ button: document.createElement("button"), spans: [span] });
}
