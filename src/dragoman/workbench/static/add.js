// Files are sent one by one, so that each shows its own fate and a page that is left loses at most one.
import { send, token, say } from "./app.js";

const form = document.getElementById("drop");
const input = document.getElementById("files");
const bar = document.getElementById("sending");

function put(file, done, total) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.open("POST", "/add");
    request.setRequestHeader("X-CSRF-Token", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { bar.value = (done + event.loaded / (event.total || 1)) / total; };
    request.onloadend = () => resolve({ status: request.status, text: request.responseText });
    request.send(body);
  });
}

async function refresh() {
  const page = await (await fetch("/add/jobs")).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("jobs");
  document.getElementById("jobs").replaceWith(fresh);
  window.htmx.process(fresh);
}

async function add(files) {
  const list = [...files];
  if (!list.length) return;
  bar.hidden = false;
  const largest = Number(form.dataset.largest);
  const failures = [];
  for (const [n, file] of list.entries()) {
    if (file.size > largest) { failures.push(`${file.name}: too large`); continue; }
    const answer = await put(file, n, list.length);
    if (answer.status !== 200) failures.push(`${file.name}: ${answer.text.slice(0, 200) || "not sent"}`);
    await refresh();
  }
  bar.hidden = true;
  input.value = "";
  form.querySelector(".warn")?.remove();
  if (failures.length) {
    const warn = document.createElement("p");
    warn.className = "warn";
    warn.setAttribute("role", "alert");
    warn.textContent = failures.join("; ");
    form.append(warn);
  }
  say(`${list.length - failures.length} of ${list.length} files sent`);
}

form.addEventListener("submit", (event) => { event.preventDefault(); add(input.files); });
input.addEventListener("change", () => add(input.files));
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
document.addEventListener("drop", (event) => { event.preventDefault(); form.classList.remove("over"); add(event.dataTransfer.files); });
