// What a page does beyond being read: a slider over counted partition counts, filters of findings, and
// derivations that are open on paper, and what scrolls
// sideways can be reached with a keyboard. Without scripts everything is shown.
"use strict";
for (const box of document.querySelectorAll("[data-slider]")) {
  const rows = [...document.querySelectorAll(`#${box.dataset.slider} tbody tr`)];
  const input = box.querySelector("input"), said = box.querySelector("output");
  const cursor = document.querySelector(".cursor");
  const show = () => {
    const row = rows[Number(input.value)];
    rows.forEach((one) => one.classList.toggle("chosen", one === row));
    said.textContent = row.dataset.say;
    input.setAttribute("aria-valuetext", row.dataset.say);
    if (cursor) {
      const { low, high, start, end } = cursor.dataset;
      const part = Math.log(row.dataset.count / low) / Math.log(high / low);
      const place = Number(start) + (Number.isFinite(part) ? part : 0) * (end - start);
      cursor.setAttribute("x1", place);
      cursor.setAttribute("x2", place);
    }
  };
  input.addEventListener("input", show);
  box.hidden = false;
  show();
}
for (const form of document.querySelectorAll("[data-filter]")) {
  const found = [...document.querySelectorAll(".finding")];
  const choices = [...form.querySelectorAll("select")], said = form.querySelector("output");
  const apply = () => {
    let shown = 0;
    for (const one of found) {
      one.hidden = choices.some((choice) => choice.value && one.dataset[choice.name] !== choice.value);
      shown += !one.hidden;
    }
    said.textContent = `${shown} of ${found.length} shown`;
  };
  form.addEventListener("input", apply);
  form.hidden = false;
  apply();
}
const reach = () => document.querySelectorAll(".scroll").forEach((one) => {
  if (one.scrollWidth > one.clientWidth) {
    one.tabIndex = 0;
    one.setAttribute("role", "group");
    one.setAttribute("aria-label", one.querySelector("caption, svg > title")?.textContent ?? "Table");
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => one.removeAttribute(name));
  }
});
addEventListener("resize", reach);
document.addEventListener("toggle", reach, true);
reach();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
