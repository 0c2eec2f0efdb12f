// What every page shares: the session's token for requests, words for screen readers, and shareable pages' small habits.
export const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF-Token"];

export function say(words) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
}

// A POST with the token; resolves to the text of the answer, or throws with what the server says.
export async function send(address, values) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) body.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRF-Token": token }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.slice(0, 300) || `the server answered ${answer.status}`);
  return text;
}

// Filters submit themselves when a choice is made.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});
