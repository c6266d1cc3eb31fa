// The library's own script: takes a card to the review form, and asks before a document is removed. Sends nothing itself.
(() => {
  "use strict";

  const put = (id, value) => {
    const box = document.querySelector(`#${id} textarea, #${id} input`);
    if (!box) return null;
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return box;
  };
  const press = (id) => (document.querySelector(`#${id}`)?.matches("button") ? document.querySelector(`#${id}`) : document.querySelector(`#${id} button`))?.click();
  const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  window.puenteLibrary = {
    // a source opens at the sentence that led to it; its title takes the focus
    shown() {
      document.querySelector("#pu-found .pu-source h2")?.focus({ preventScroll: true });
      document.querySelector("#pu-found .pu-source mark")?.scrollIntoView({ behavior: calm(), block: "center" });
    },
  };

  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const source = at?.closest("[data-source]");
    if (source) {
      put("pu-wanted-source", source.dataset.source);
      return window.setTimeout(() => press("pu-read-source"), 50);
    }
    if (at?.closest("[data-back]")) return press("pu-search");
    const card = at?.closest("[data-card]");
    if (card) {
      document.querySelectorAll('#pu-library [role="tab"]')[1]?.click();
      const box = put("pu-card", card.dataset.card);
      document.querySelector("#pu-review")?.scrollIntoView({ behavior: calm(), block: "nearest" });
      return box?.focus({ preventScroll: true });
    }
    const unwanted = at?.closest("[data-remove]");
    // The second press removes: the first one changes the button into the question.
    if (unwanted && unwanted.dataset.sure !== "yes") {
      unwanted.dataset.sure = "yes";
      unwanted.textContent = unwanted.dataset.ask;
      return window.setTimeout(() => {
        unwanted.dataset.sure = "";
        unwanted.textContent = unwanted.dataset.word;
      }, 6000);
    }
    if (unwanted) {
      put("pu-unwanted", unwanted.dataset.remove);
      return window.setTimeout(() => press("pu-drop"), 50);
    }
  });
})();
