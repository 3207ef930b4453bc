// 找相似: while somebody types what is needed, what others asked for shows below, to join it instead of repeating it.
const found = document.querySelector("[data-alike]");
const fields = ["title", "place"].map((name) => document.getElementById(name));
const PAUSE = 600, SHORTEST = 2;
let timer = 0, last = "";

fields.forEach((field) => field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}));

async function look() {
  const [title, place] = fields.map((field) => field.value.trim());
  const asked = new URLSearchParams({ title, place }).toString();
  if (title.length < SHORTEST || asked === last) return;
  last = asked;
  try {
    const answer = await fetch(found.dataset.alike + "?" + asked);
    if (answer.ok && asked === last) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Without a network nothing is shown; the button below the field looks once more.
  }
}

function show(page) {
  const fresh = page.querySelector("[data-alike]").innerHTML;
  if (found.innerHTML !== fresh) found.innerHTML = fresh;
}
