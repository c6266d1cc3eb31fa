// The evaluator's own script: a level that is chosen is kept at once. Sends nothing itself.
(() => {
  "use strict";

  const press = (id) => (document.querySelector(`#${id}`)?.matches("button") ? document.querySelector(`#${id}`) : document.querySelector(`#${id} button`))?.click();

  document.addEventListener("change", (event) => {
    const level = event.target instanceof Element && event.target.matches("#pu-exam-labels [data-label] input[type=radio]") ? event.target : null;
    const box = level && document.querySelector("#pu-label-given textarea, #pu-label-given input");
    if (!box) return;
    const about = level.closest("[data-label]").dataset;
    box.value = JSON.stringify({ rubric: about.rubric, item: about.label, level: Number(level.value), settles: about.settles === "yes" });
    box.dispatchEvent(new Event("input", { bubbles: true }));
    window.setTimeout(() => press("pu-label-keep"), 50);
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-labels-next]")) press("pu-labels-again");
  });
})();
