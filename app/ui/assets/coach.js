// The script of the practice tab: what a mark says, what was typed, buttons of lists. Builds no HTML out of text; asks no server.
(() => {
  "use strict";

  const KEPT = "puente_practice"; // in this tab of this browser only; gone when the tab closes
  const BOXES = { memo: "#pu-memo textarea", answer: "#pu-answer textarea", charter: "#pu-charter textarea" };
  const one = (selector) => document.querySelector(selector);
  const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  // ---- what was typed is there again after a refresh --------------------------------------------------------------------
  const draft = () => {
    try {
      return JSON.parse(window.sessionStorage.getItem(KEPT) || "{}");
    } catch {
      return {};
    }
  };
  const keep = (changes) => {
    const owner = one("#pu-coached [data-owner]")?.dataset.owner;
    if (owner) window.sessionStorage.setItem(KEPT, JSON.stringify({ ...draft(), ...changes, owner }));
  };
  const settled = () => {
    const owner = one("#pu-coached [data-owner]")?.dataset.owner;
    if (owner && draft().owner && draft().owner !== owner) window.sessionStorage.removeItem(KEPT);
    keep({ desk: one("#pu-coached [data-desk]")?.dataset.desk || "" });
    document.documentElement.dataset.practice = "ready";
  };
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.closest("#pu-scenario")) keep({ scenario: event.target.value.split(" ")[0] });
  });
  document.addEventListener("input", (event) => {
    for (const [name, selector] of Object.entries(BOXES)) {
      if (event.target instanceof Element && event.target.matches(selector)) keep({ [name]: event.target.value });
    }
  });

  // ---- what headquarters hears, at the word --------------------------------------------------------------------------------
  let tip = null;
  const hide = () => {
    tip?.remove();
    tip = null;
    document.querySelectorAll(".pu-mk-on").forEach((each) => each.classList.remove("pu-mk-on"));
  };
  const show = (mark) => {
    hide();
    const card = document.getElementById(`pu-mk-${mark.dataset.mk}`);
    if (!card) return;
    tip = document.createElement("div");
    tip.className = "pu-tip";
    tip.setAttribute("aria-hidden", "true"); // the card itself is what describes the mark
    tip.append(...Array.from(card.cloneNode(true).childNodes));
    document.body.append(tip);
    place(mark);
    mark.classList.add("pu-mk-on");
    card.classList.add("pu-mk-on");
  };
  const place = (mark) => {
    const at = mark.getClientRects()[0];
    const below = at.bottom + 8 + tip.offsetHeight < window.innerHeight || at.top < tip.offsetHeight + 8;
    tip.style.top = `${below ? at.bottom + 8 : at.top - tip.offsetHeight - 8}px`;
    tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - tip.offsetWidth - 8))}px`;
  };
  const markOf = (event) => (event.target instanceof Element ? event.target.closest(".pu-mk") : null);
  document.addEventListener("mouseover", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
    else if (tip && !markOf({ target: document.activeElement })) hide();
  });
  document.addEventListener("focusin", (event) => (markOf(event) ? show(markOf(event)) : hide()));
  const follow = () => {
    const at = one(".pu-mk:hover") || markOf({ target: document.activeElement });
    if (tip && at) place(at);
    else hide();
  };
  document.addEventListener("scroll", follow, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if ((event.key === "Enter" || event.key === " ") && markOf(event)) {
      event.preventDefault();
      show(markOf(event));
    }
  });

  // ---- buttons --------------------------------------------------------------------------------------------------------------
  const tabs = { memo: 0, face: 1, mine: 2 };
  const go = (name) => document.querySelectorAll("#pu-coach-tabs [role=tab]")[tabs[name]]?.click();
  const all = (button) => {
    const cards = button.parentElement.querySelectorAll("[data-more]");
    const opens = cards[0]?.hidden;
    cards.forEach((each) => (each.hidden = !opens));
    one(".pu-coached")?.classList.toggle("pu-all", opens);
    [button.textContent, button.dataset.fewer] = [button.dataset.fewer, button.textContent];
  };
  const look = (button) => {
    const part = button.closest(".pu-rewrite");
    part.querySelectorAll("[data-rw]").forEach((each) => (each.hidden = each.dataset.rw !== button.dataset.rwWanted));
    part.querySelectorAll("[data-rw-wanted]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
  };
  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    const status = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea"); // where the page is not on a secure address
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      button.focus();
    }
    status.textContent = button.dataset.done;
    window.setTimeout(() => (status.textContent = ""), 4000);
  };
  document.addEventListener("click", (event) => {
    const hit = (selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
    if (hit(".pu-mk")) return show(hit(".pu-mk"));
    if (hit("[data-all]")) return all(hit("[data-all]"));
    if (hit("[data-rw-wanted]")) return look(hit("[data-rw-wanted]"));
    if (hit("#pu-coach-tabs [data-copy]")) return copy(hit("[data-copy]"));
    if (hit("[data-tab]")) return go(hit("[data-tab]").dataset.tab);
    if (hit("[data-focus]")) {
      const box = one(`#${hit("[data-focus]").dataset.focus} textarea`);
      box?.scrollIntoView({ behavior: calm(), block: "center" });
      box?.focus({ preventScroll: true });
    }
  });

  // An act of a list goes to the server under the event that its kind has there.
  const EVENTS = { open: "expand", scenario: "apply" };
  const acts = (element, trigger) => {
    const send = (data) => trigger(EVENTS[data.do] || "select", data);
    element.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button[data-do]");
      if (button) send({ ...button.dataset });
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      send({ ...Object.fromEntries(new FormData(event.target)), ...event.target.dataset });
    });
  };

  window.puenteCoach = {
    acts,
    settled,
    restore: ([lang]) => [document.documentElement.lang || lang, JSON.stringify(draft())],
    shown() {
      settled();
      const notice = one("#pu-coach-notice .pu-alert");
      if (notice) return notice.scrollIntoView({ behavior: calm(), block: "nearest" });
      const head = one(".pu-coached-head");
      head?.scrollIntoView({ behavior: calm(), block: "start" });
      head?.querySelector("h2").focus({ preventScroll: true });
    },
    acted() {
      const told = one("#pu-mine-notice > * > *") || one("#pu-mine-notice .pu-alert");
      told?.scrollIntoView({ behavior: calm(), block: "nearest" });
    },
    answered() {
      keep({ answer: one(BOXES.answer)?.value || "" });
      const last = one(".pu-debrief") || one(".pu-chat")?.lastElementChild;
      last?.scrollIntoView({ behavior: calm(), block: "nearest" });
      if (!one(".pu-debrief")) one(BOXES.answer)?.focus({ preventScroll: true });
    },
  };
})();
