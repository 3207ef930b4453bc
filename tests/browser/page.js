// What a visitor does with forms; `shown` is a page on the screen, otherwise it was only fetched.

function fieldsOf(form, name) {
  const found = [...form.elements].filter((field) => field.name === name);
  if (!found.length) throw new Error(`no field ${name}`);
  return found;
}

function seen(thing) {
  if (!thing || !thing.checkVisibility()) throw new Error("this cannot be seen, so nobody can fill it in");
  return thing;
}

function tick(boxes, wanted, shown) {
  const missing = wanted.filter((value) => !boxes.some((box) => box.value === value));
  if (missing.length) throw new Error(`${boxes[0].name} does not offer ${missing}`);
  for (const box of boxes) {
    const want = wanted.includes(box.value);
    if (want === box.checked || (!want && box.type === "radio")) continue;
    if (shown) seen(box.labels[0]).click();
    else box.checked = want;
  }
}

function write(field, value, shown) {
  if (shown && (seen(field).disabled || field.readOnly)) throw new Error(`${field.name} is shut`);
  field.value = value;
  if (field.value !== value) throw new Error(`${field.name} does not take ${value}`);
  if (shown) for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

function fill(form, values, shown) {
  for (const [name, value] of Object.entries(values)) {
    const fields = fieldsOf(form, name);
    if (["radio", "checkbox"].includes(fields[0].type)) tick(fields, [value].flat(), shown);
    else write(fields[0], value, shown);
  }
}

async function read(address) {
  return pageOf(await fetch(address));
}

async function pageOf(answer) {
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return Object.assign(page, { at: answer.url });
}

async function post(address, body) {
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  return answer.type === "opaqueredirect" ? null : pageOf(answer);
}

function follow(page, address) {
  const link = page.querySelector(`main a[href$="${address}"]`);
  if (!link) throw new Error(`no link to ${address} in ${page.at}`);
  return read(new URL(link.getAttribute("href"), page.at));
}

function fileOf({ name, type, bytes }) {
  return new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type });
}

async function send(page, form, values, files, deed) {
  if (!form) throw new Error(`no form in ${page.at}`);
  fill(form, values, false);
  const data = new FormData(form);
  for (const [name, file] of Object.entries(files)) data.set(fieldsOf(form, name)[0].name, fileOf(file));
  const button = form.querySelector(deed ? `button[value="${deed}"]` : "p.send button.btn") || form.querySelector(":scope > button");
  if (button.name) data.append(button.name, button.value);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const next = await post(new URL(form.getAttribute("action") || "", page.at), body);
  if (next && next.querySelector("main .errors")) throw new Error(next.querySelector("main .errors").textContent);
  return next;
}
