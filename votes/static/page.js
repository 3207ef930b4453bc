// Folded parts: open the one an address points to, and all of them on paper. Without this file a tap opens each.
const folds = () => document.querySelectorAll("main details");

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target; one; one = one.parentElement) if (one.localName === "details") one.open = true;
  if (target) target.scrollIntoView();
}

let shut = [];
addEventListener("beforeprint", () => {
  shut = [...folds()].filter((one) => !one.open);
  for (const one of shut) one.open = true;
  for (const one of document.images) one.loading = "eager";
});
addEventListener("afterprint", () => {
  for (const one of shut) one.open = false;
});
addEventListener("hashchange", openTarget);
openTarget();
