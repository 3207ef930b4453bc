// 视察记录先存手机: what is typed, with its photos, stays on this phone until the service has it, and is sent again by itself.
const note = document.querySelector(".kept[data-name]");
const form = document.querySelector("form.form");
if (note && form && window.indexedDB) {
  begin(note.dataset.name, JSON.parse(note.dataset.words));
  if (!document.querySelector(".errors")) open(note.dataset);
}
document.querySelector('form[action$="/sign-out"]')?.addEventListener("submit", forget);
const list = document.querySelector("[data-waits]");
if (list && window.indexedDB) tellWaiting(list);

// The page itself and what it needs, so that it opens where there is no network; of whoever was signed in here before, nothing.
async function open({ owner, worker }) {
  if (!navigator.serviceWorker || !window.caches || !navigator.onLine) return;
  try {
    await navigator.serviceWorker.register(worker);
    const mine = `visits-${owner}`;
    for (const other of await caches.keys()) if (other.startsWith("visits-") && other !== mine) await caches.delete(other);
    const files = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
    const kept = await caches.open(mine);
    await kept.addAll([location.href.split("#")[0], ...files.filter((one) => new URL(one).origin === location.origin)]);
    await navigator.serviceWorker.ready;
    note.dataset.opens = "offline";
  } catch { /* a phone that keeps no pages still keeps the record */ }
}

// Whoever signs out leaves no page behind; a record that was not sent stays, for nobody else could write it again.
async function forget() {
  for (const name of (await window.caches?.keys()) || []) if (name.startsWith("visits-")) await caches.delete(name);
}

async function tellWaiting(list) {
  const owner = list.dataset.waits, records = await store("readonly", (all) => all.getAll()).catch(() => []);
  for (const { name } of records || []) {
    if (!name.startsWith(`${owner}/`)) continue;
    const link = document.createElement("a"), line = document.createElement("p");
    link.href = name.slice(owner.length);
    link.textContent = list.dataset.words;
    line.append(link);
    list.append(line);
    list.hidden = false;
  }
}

function begin(name, say) {
  const AGAIN = 15000, PAUSE = 400, PATIENCE = 90000, WIDEST = 1600;
  const NOT_KEPT = ["csrf_token"];
  let timer = 0, again = 0, busy = false, state = "draft", keeping = Promise.resolve();

  restore();
  form.addEventListener("input", () => later());
  form.addEventListener("change", (event) => (event.target.type === "file" ? shrink(event.target) : later()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    state = "waiting";
    keep().then(send);
  });
  addEventListener("online", () => state === "waiting" && send());

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => keep().then(() => state === "draft" && tell(say.kept)), PAUSE);
  }

  // All fields as they stand, photos as blobs; one write after the other, so that the last one stays.
  function keep() {
    clearTimeout(timer);
    const entries = [...new FormData(form)].filter(([field, value]) => !NOT_KEPT.includes(field) && !(value instanceof File && !value.size));
    keeping = keeping.then(() => store("readwrite", (all) => all.put({ name, state, entries }))).catch(() => {});
    return keeping;
  }

  async function restore() {
    const record = await store("readonly", (all) => all.get(name)).catch(() => null);
    if (!record) return renew();
    const refused = document.querySelector(".errors");
    if (!refused) fill(record.entries.filter(([, value]) => !(value instanceof File)));
    hand(record.entries.filter(([, value]) => value instanceof File));
    state = refused ? "draft" : record.state;
    if (state === "waiting") {
      tell(say.waits);
      send();
    } else if (!refused) tell(say.kept);
  }

  // Without a network the same copy of the page is opened each time: every record has a token of its own all the same.
  function renew() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
    form.elements.once.value = bytes.map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  function fill(entries) {
    const values = new Map();
    for (const [field, value] of entries) values.set(field, [...(values.get(field) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || NOT_KEPT.includes(field.name)) continue;
      const kept = values.get(field.name) || [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = kept.includes(field.value);
      else if (kept.length) field.value = kept[0];
    }
  }

  function hand(entries) {
    const field = form.querySelector("input[type=file]");
    if (!field || !entries.length) return;
    const files = new DataTransfer();
    for (const [, file] of entries) files.items.add(file);
    field.files = files.files;
  }

  // A photo as large as a page can show: quicker over a bad network, and without the place where it was taken.
  async function shrink(field) {
    const files = new DataTransfer();
    for (const file of field.files) files.items.add(await smaller(file));
    field.files = files.files;
    later();
  }

  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  }

  async function send() {
    if (busy) return;
    busy = true;
    clearTimeout(again);
    tell(say.sending);
    try {
      await judge(await fetch(location.href, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) }));
    } catch {
      wait(say.lost);
    }
    busy = false;
  }

  async function judge(answer) {
    if (answer.status === 401 || answer.url.includes("/sign-in")) return tell(say.out, true);
    if (answer.redirected && answer.ok) {
      await store("readwrite", (all) => all.delete(name)).catch(() => {});
      return location.assign(answer.url);
    }
    if (answer.status === 400) return tell(say.old, true);
    if (answer.status >= 500 || answer.status === 429) return wait(say.lost);
    state = "draft";
    await keep();
    form.submit(); // the service has something to say about it: let it say so on its own page
  }

  function wait(sentence) {
    tell(sentence, true);
    again = setTimeout(send, AGAIN);
  }

  function tell(sentence, late = false) {
    const line = document.createElement("p");
    line.textContent = sentence;
    note.replaceChildren(line);
    if (late || sentence === say.kept) note.append(dropper());
    note.classList.toggle("late", late);
    note.hidden = false;
  }

  function dropper() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn alt";
    button.textContent = say.drop;
    button.addEventListener("click", async () => {
      clearTimeout(again);
      await store("readwrite", (all) => all.delete(name)).catch(() => {});
      location.reload();
    });
    return button;
  }
}

function store(mode, deed) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("votes-visits", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("visits", { keyPath: "name" });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const database = opening.result, act = database.transaction("visits", mode);
      const asked = deed(act.objectStore("visits"));
      act.oncomplete = () => { database.close(); done(asked.result); };
      act.onerror = act.onabort = () => { database.close(); failed(act.error); };
    };
  });
}
