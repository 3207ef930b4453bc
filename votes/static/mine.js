// 我的地方: the place chosen once, kept in this browser alone; without this file the list of places leads there.
const KEY = "place";

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    if (value) localStorage.setItem(KEY, JSON.stringify(value));
    else localStorage.removeItem(KEY);
  } catch {
    /* a browser that keeps nothing shows the list of places as ever */
  }
}

function offer(part) {
  const button = part.querySelector("button"), { place, name } = part.dataset;
  const say = () => {
    const mine = kept()?.place === place;
    button.textContent = mine ? button.dataset.kept : button.dataset.words;
    button.setAttribute("aria-pressed", mine);
  };
  button.addEventListener("click", () => {
    keep(kept()?.place === place ? null : { place, name });
    say();
  });
  say();
  part.hidden = false;
}

async function show(part) {
  const mine = kept();
  if (!mine || !/^[\w-]+$/.test(mine.place)) return;
  const address = part.dataset.home + mine.place, link = part.querySelector("a");
  link.href = address;
  link.textContent = mine.name;
  part.querySelector("button").addEventListener("click", () => {
    keep(null);
    part.hidden = true;
  });
  part.hidden = false;
  const answer = await fetch(address);
  if (answer.status === 404) return keep(null);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("now");
  if (now) part.append(document.adoptNode(now));
}

const offered = document.querySelector(".mine"), chosen = document.getElementById("mine");
if (offered) offer(offered);
if (chosen) show(chosen);
