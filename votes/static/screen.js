// 会场屏: asks for the figures once a second, and goes on by itself after any loss of network.
const shown = document.querySelector(".shown");
const EVERY = 1000, AFTER_FAILURE = 2000, PATIENCE = 8000;
const foot = document.querySelector(".bot"), clock = foot.appendChild(element("p", ""));
let last = new Date(), lost = false;

ask();
setInterval(tell, 1000);

async function ask() {
  const give_up = new AbortController();
  const timer = setTimeout(() => give_up.abort(), PATIENCE);
  try {
    const answer = await fetch(shown.dataset.from, { cache: "no-cache", credentials: "same-origin", signal: give_up.signal });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    last = new Date();
    lost = false;
  } catch {
    lost = true;
  }
  clearTimeout(timer);
  tell();
  setTimeout(ask, lost ? AFTER_FAILURE : EVERY);
}

function tell() {
  const late = lost && new Date() - last > 3 * EVERY;
  clock.textContent = late ? `${shown.dataset.lost} ${hours(last)}` : hours(new Date());
  clock.className = late ? "lost" : "";
}

function show(screen) {
  write(document.querySelector("h1"), screen.title);
  write(document.querySelector(".sub"), screen.sub);
  showState(screen.state);
  const fresh = middle(screen);
  if (shown.innerHTML.trim() !== fresh) shown.innerHTML = fresh;
  foot.querySelectorAll(".told").forEach((old) => old.remove());
  const told = [...screen.foot.filter(Boolean).map((words) => element("p", words, "told")),
    ...screen.marks.map((words) => element("p", words, "told fp"))];
  foot.prepend(...told);
  document.title = `${screen.title} · ${document.title.split(" · ").pop()}`;
}

function showState(words) {
  const top = document.querySelector(".top");
  const old = top.querySelector(".state");
  if (!words) return old && old.remove();
  write(old || top.appendChild(element("p", "", "state")), words);
}

function middle(screen) {
  const box = document.createElement("div");
  if (screen.numbers.length) {
    const list = box.appendChild(element("dl", "", "nums"));
    for (const { words, number, live } of screen.numbers) {
      const one = list.appendChild(element("div", "", live ? "live" : ""));
      one.append(element("dt", words), element("dd", number === null ? "—" : number));
    }
  } else if (screen.rows.length) {
    const n = screen.rows.length;
    const list = box.appendChild(element("ol", "", n > 14 ? "res crowd" : n > 10 ? "res many" : "res"));
    for (const { no, title, figure } of screen.rows) {
      const one = list.appendChild(document.createElement("li"));
      one.append(element("i", no), element("span", title));
      if (figure) one.append(element("b", figure));
    }
  } else if (screen.words) {
    box.append(element("p", screen.words, "say"));
  }
  return box.innerHTML;
}

function element(tag, words, css) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (css) made.className = css;
  return made;
}

function write(place, words) {
  if (place.textContent !== String(words)) place.textContent = words;
}

function hours(time) {
  return time.toTimeString().slice(0, 5);
}
