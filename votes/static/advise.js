// How many are ticked and what they cost together, while one chooses. Without this file the form says after sending
// what was too many; costs stand beside each project anyway.
const told = document.querySelector("#tally");
const boxes = [...document.querySelectorAll('input[name="projects"]')];
const { costs, most, unit } = told.dataset;
const yuan = JSON.parse(costs);

const put = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

function say() {
  const chosen = boxes.filter((one) => one.checked).map((one) => yuan[one.value]);
  const known = chosen.filter((one) => one !== null), over = chosen.length - most;
  const sum = known.reduce((a, b) => a + b, 0) / unit;
  const parts = [put(told.dataset.chosen, { n: chosen.length, most })];
  if (over > 0) parts.push(put(told.dataset.over, { n: over }));
  if (known.length) parts.push(put(told.dataset.together, { sum: sum.toLocaleString("en-US", { maximumFractionDigits: 2 }) }));
  if (known.length < chosen.length) parts.push(put(told.dataset.unknown, { n: chosen.length - known.length }));
  told.firstElementChild.textContent = parts.join(" ");
  told.classList.toggle("late", over > 0);
  told.hidden = !chosen.length;
}

for (const one of boxes) one.addEventListener("change", say);
say();
