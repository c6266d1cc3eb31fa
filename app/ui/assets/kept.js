// What was typed is there again after a refresh, an error or another act: kept in this tab of this browser only, for its own user only.
// Builds no HTML; asks no server. The practice tab and the intake's boxes keep theirs themselves.
(() => {
  "use strict";

  const STORE = "puente_typed";
  const BOXES = ["pu-text", "pu-query", "pu-card", "pu-text-en", "pu-text-es", "pu-by", "pu-source"];
  const owner = () => document.querySelector("#pu-state [data-owner]")?.dataset.owner || "";
  const read = () => {
    try {
      return JSON.parse(window.sessionStorage.getItem(STORE) || "{}");
    } catch {
      return {};
    }
  };
  const write = (kept) => {
    try {
      window.sessionStorage.setItem(STORE, JSON.stringify(kept));
    } catch {
      // a browser that keeps nothing, or has no room: the page works without
    }
  };
  const keep = (key, value) => {
    if (!owner()) return;
    const kept = read().owner === owner() ? read() : { owner: owner() };
    value ? (kept[key] = value) : delete kept[key];
    write(kept);
  };

  // A form of the desk is known by what it does and to what; a document's version is left out, since other acts raise it.
  const keyOf = (form, name) => {
    const about = [...form.querySelectorAll("input[type=hidden]")].map((each) => `${each.name}=${each.value.split("@")[0]}`);
    return ["desk", form.dataset.do, ...about, name].join(" ");
  };
  const typed = "textarea[name]:not([readonly]), input[type=text][name]";
  const formOf = (at) => (at instanceof Element && at.matches(typed) ? at.closest("#pu-desk form[data-do]") : null);
  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (form) return keep(keyOf(form, event.target.name), event.target.value);
    const box = event.target instanceof Element && BOXES.find((id) => event.target.closest(`#${id}`));
    if (box) keep(box, event.target.value);
  });

  const put = (box, value) => {
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true })); // the framework reads what stands in a box from this event
  };
  // A box is there once its tab has been opened; each is filled once, and only where nothing stands in it.
  const filled = new Set();
  const begin = () => {
    if (!owner()) return;
    const kept = read();
    if (kept.owner && kept.owner !== owner()) window.sessionStorage.removeItem(STORE);
    for (const id of BOXES) {
      const box = !filled.has(id) && document.querySelector(`#${id} textarea, #${id} input`);
      if (!box) continue;
      filled.add(id);
      if (kept.owner === owner() && kept[id] && !box.value) put(box, kept[id]);
    }
    const desk = !filled.has("desk") && document.querySelector("#pu-desk .pu-desk-view");
    if (!desk) return;
    filled.add("desk");
    window.puenteKept.restore(desk);
  };
  window.puenteKept = {
    restore(root) {
      const kept = read();
      if (kept.owner !== owner()) return;
      root.querySelectorAll("form[data-do]").forEach((form) => {
        form.querySelectorAll(typed).forEach((box) => {
          const value = kept[keyOf(form, box.name)];
          if (!value || box.value === value) return;
          box.value = value;
          for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
        });
      });
    },
    forget(form) {
      form.querySelectorAll(typed).forEach((box) => keep(keyOf(form, box.name), ""));
    },
  };

  let soon = null;
  const watch = () => {
    new MutationObserver(() => {
      soon ??= window.setTimeout(() => {
        soon = null;
        begin();
      }, 100);
    }).observe(document.body, { childList: true, subtree: true });
    begin();
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", watch) : watch();
})();
