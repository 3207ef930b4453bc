// 实时: while a vote is open, the numbers of this page are asked for anew every few seconds; everything else stays.
const EVERY = 5000;
const parts = () => document.querySelectorAll("[data-live]");
if (parts().length) setTimeout(ask, EVERY);

async function ask() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok && !answer.redirected) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The network is gone for a moment; the next time it may be back.
  }
  if (parts().length) setTimeout(ask, EVERY);
}

function show(fresh) {
  const found = fresh.querySelectorAll("[data-live]");
  if (found.length !== parts().length) return location.reload();
  parts().forEach((part, place) => {
    if (part.innerHTML !== found[place].innerHTML) part.innerHTML = found[place].innerHTML;
  });
}
