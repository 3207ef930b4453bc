// 唱票: ballots read out one by one, strokes of 正. Only the sums go into the form; single ballots never leave the page.
const box = document.querySelector(".strokes");
if (box) begin(box);

function begin(box) {
  const words = JSON.parse(box.dataset.words);
  const rows = [...document.querySelectorAll(".entry tbody tr")];
  const table = {
    size: Number(box.dataset.size),
    most: Number(box.dataset.most) || Infinity,
    voids: box.dataset.over === "void_ballot",
    marks: words.marks,
    titles: rows.map((row) => row.querySelector("th").textContent.trim()),
  };
  const key = "sums " + location.pathname + " " + field("attempt").value;
  const sums = JSON.parse(sessionStorage.getItem(key) || "null") || empty(table);
  let last = null;

  const opener = element("p", "");
  opener.className = "do";
  opener.append(button(words.begin, "alt", () => { opener.remove(); box.append(panel()); show(); }));
  box.append(opener, element("p", ""));
  box.hidden = false;
  document.querySelector("form.form").addEventListener("submit", () => sessionStorage.removeItem(key));

  function panel() {
    const form = document.createElement("form");
    form.className = "reading";
    form.append(element("h2", ""));
    table.titles.forEach((title, place) => form.append(choices(title, place)));
    const deeds = element("p", "");
    deeds.className = "do";
    deeds.append(
      button(words.next, "", () => add(reading(form))),
      button(words.invalid, "alt", () => add("unreadable")),
      button(words.undo, "alt", undo),
    );
    form.append(deeds, element("p", ""));
    form.lastChild.setAttribute("role", "status");
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  }

  function choices(title, place) {
    const set = document.createElement("fieldset");
    set.className = "field vote";
    set.append(element("legend", title));
    const marks = document.createElement("div");
    marks.className = "marks";
    for (const [mark, name, sign] of table.marks) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "radio";
      input.name = "reading-" + place;
      input.value = mark;
      const face = element("span", name);
      face.dataset.m = sign;
      label.append(input, face);
      marks.append(label);
    }
    const strokes = element("p", "");
    strokes.className = "hint";
    set.append(marks, strokes);
    return set;
  }

  function reading(form) {
    return table.titles.map((_, place) => form.elements["reading-" + place].value || "abstain");
  }

  function add(ballot) {
    if (total(sums) >= table.size) return;
    tally(sums, ballot, 1, table);
    last = ballot;
    show();
  }

  function undo() {
    if (last === null) return;
    tally(sums, last, -1, table);
    last = null;
    show();
  }

  function show() {
    sessionStorage.setItem(key, JSON.stringify(sums));
    const form = box.querySelector("form");
    const done = total(sums);
    form.reset();
    form.querySelector("h2").textContent = words.ballot.replace("{n}", Math.min(done + 1, table.size)).replace("{all}", table.size);
    form.querySelectorAll("button")[0].disabled = form.querySelectorAll("button")[1].disabled = done >= table.size;
    form.querySelectorAll("button")[2].disabled = last === null;
    form.lastChild.textContent = done >= table.size ? words.full : "";
    for (const name of ["valid", "over_marked", "unreadable"]) write(name, sums[name]);
    sums.rows.forEach((row, place) => {
      for (const [mark] of table.marks) write("rows-" + place + "-" + mark, row[mark]);
      form.querySelectorAll(".hint")[place].textContent = table.marks.map(([mark, name]) => name + " " + strokes(row[mark])).join("　");
    });
  }
}

function empty(table) {
  const none = () => Object.fromEntries([...table.marks.map(([mark]) => mark), "abstain"].map((mark) => [mark, 0]));
  return { valid: 0, over_marked: 0, unreadable: 0, rows: table.titles.map(none) };
}

function total(sums) {
  return sums.valid + sums.over_marked + sums.unreadable;
}

function tally(sums, ballot, step, table) {
  if (ballot === "unreadable") { sums.unreadable += step; return; }
  const over = ballot.filter((mark) => mark === "approve").length > table.most;
  if (over && table.voids) { sums.over_marked += step; return; }
  sums.valid += step;
  ballot.forEach((mark, place) => { sums.rows[place][over && mark === "approve" ? "abstain" : mark] += step; });
}

function strokes(number) {
  return "正".repeat(Math.floor(number / 5)) + ["", "一", "丅", "下", "止"][number % 5] + " " + number;
}

function field(name) {
  return document.querySelector('form.form [name="' + name + '"]');
}

function write(name, number) {
  const input = field(name);
  if (input) input.value = number;
}

function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

function button(text, css, deed) {
  const made = element("button", text);
  made.type = "button";
  made.className = ("btn " + css).trim();
  made.addEventListener("click", deed);
  return made;
}
