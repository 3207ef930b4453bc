// 月报随填随存: what is typed is saved as a draft while one goes on; without a network it waits on this device.
const note = document.querySelector(".kept");
if (note) begin(note.closest("form"), note.dataset);

function begin(form, { to, name, words }) {
  const say = JSON.parse(words);
  const PAUSE = 1200, AGAIN = 15000;
  const fields = [...form.elements].filter((one) => /^p\d+-/.test(one.name) && !["hidden", "file"].includes(one.type));
  const partOf = (field) => field.name.slice(0, field.name.indexOf("-"));
  const mark = (part) => form.elements[part + "-seen"];
  const dirty = new Set();
  let timer = 0, busy = false;

  restore();
  form.addEventListener("input", (event) => touched(event.target));
  form.addEventListener("change", (event) => touched(event.target));
  form.addEventListener("submit", (event) => navigator.onLine ? write({ ...read(), sent: true }) : stay(event));
  addEventListener("online", () => later(0));

  function stay(event) {
    event.preventDefault();
    remember();
    tell(say.unsent);
  }

  function touched(field) {
    if (field.type === "file") return tell(say.photos);
    if (!fields.includes(field)) return;
    dirty.add(field);
    remember();
    later(PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  // What is not saved yet, as this device keeps it: values by field, and the state of the draft each part was made from.
  function remember() {
    const all = [...dirty], marks = {}, values = {};
    for (const field of all) {
      values[field.name] = field.value;
      marks[partOf(field)] = mark(partOf(field)).value;
    }
    write(all.length ? { values, marks } : null);
  }

  function read() {
    try { return JSON.parse(localStorage.getItem(name)) || { values: {}, marks: {} }; } catch { return { values: {}, marks: {} }; }
  }

  function write(waiting) {
    try {
      if (waiting) localStorage.setItem(name, JSON.stringify(waiting));
      else localStorage.removeItem(name);
    } catch { /* a device that keeps nothing still saves over the network */ }
  }

  async function save() {
    if (busy || !dirty.size) return;
    busy = true;
    tell(say.saving);
    const sent = new Map([...dirty].map((field) => [field, field.value]));
    const answer = await send(new Set([...sent.keys()].map(partOf)));
    busy = false;
    if (answer) take(answer.parts, sent);
  }

  async function send(parts) {
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    for (const [field, value] of new FormData(form)) if (typeof value === "string" && parts.has(field.split("-")[0])) body.append(field, value);
    try {
      const answer = await fetch(to, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) return await answer.json();
      tell(answer.status === 401 ? say.out : answer.status < 500 ? say.old : say.lost);
      if (answer.status >= 500) later(AGAIN);
    } catch {
      tell(say.lost);
      later(AGAIN);
    }
    return null;
  }

  function take(parts, sent) {
    const wrong = Object.values(parts).flatMap((part) => part.wrong);
    for (const [part, { kept, seen, follows }] of Object.entries(parts)) {
      if (!kept) continue;
      mark(part).value = seen;
      show(part, follows);
    }
    for (const [field, value] of sent) if (parts[partOf(field)]?.kept && field.value === value) dirty.delete(field);
    remember();
    tell(wrong.length ? say.wrong : say.saved.replace("{time}", clock()), wrong);
    if ([...dirty].some((field) => sent.get(field) !== field.value)) later(PAUSE);
  }

  function show(part, follows) {
    const line = form.querySelector(`.follows[data-part="${part}"]`);
    line.closest("section").querySelectorAll(".stood").forEach((old) => { old.hidden = true; });
    line.textContent = follows;
    line.hidden = !follows;
  }

  // After a reload: what was typed comes back, unless it arrived, or somebody has written the draft since.
  function restore() {
    const waiting = read(), refused = document.querySelector(".errors"), other = [];
    for (const field of fields) {
      if (!(field.name in waiting.values)) continue;
      const value = waiting.values[field.name], same = waiting.marks[partOf(field)] === mark(partOf(field)).value;
      if (refused) dirty.add(field);
      else if (field.value === value || (waiting.sent && !same)) continue;
      else if (same) put(field, value);
      else other.push([field, value]);
    }
    if (other.length) return ask(other);
    if (!dirty.size) return write(null);
    remember();
    if (refused) return;
    tell(say.back);
    later(PAUSE);
  }

  function put(field, value) {
    field.value = value;
    field.closest("details:not([open])")?.setAttribute("open", "");
    dirty.add(field);
  }

  function ask(other) {
    tell(say.other, other.map(([field, value]) => `${field.labels[0]?.textContent.trim() ?? ""} ${value}`));
    const choices = document.createElement("p");
    choices.className = "do";
    choices.append(
      button(say.mine, () => { other.forEach(([field, value]) => put(field, value)); remember(); later(0); }),
      button(say.drop, () => { tell(""); remember(); }),
    );
    note.append(choices);
  }

  function button(text, deed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn alt";
    made.textContent = text;
    made.addEventListener("click", deed);
    return made;
  }

  function tell(sentence, list = []) {
    const all = document.createElement("ul");
    for (const one of list) all.appendChild(document.createElement("li")).textContent = one;
    const line = document.createElement("p");
    line.textContent = sentence;
    note.replaceChildren(line, ...(list.length ? [all] : []));
    note.classList.toggle("late", list.length > 0 || [say.lost, say.out, say.old].includes(sentence));
    note.hidden = !sentence;
  }

  function clock() {
    return new Date().toTimeString().slice(0, 5);
  }
}
