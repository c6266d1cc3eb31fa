// The page's own script: interface language, evidence panel, language views, jumps. Builds no HTML out of text; asks no server.
(() => {
  "use strict";

  const COOKIE = "puente_lang";
  const root = document.documentElement;
  let opener = null; // the button that opened the panel: Escape gives the focus back to it
  let view = null; // the view chosen last, kept when the result is written anew

  const query = () => new URLSearchParams(window.location.search);
  const cookie = () => (document.cookie.match(/(?:^|; )puente_lang=(en|es)/) || [])[1];
  const houseLang = () => (document.querySelector('meta[name="puente-lang"]') || {}).content || "en";
  const address = (changes) => {
    const asked = query();
    for (const [name, value] of Object.entries(changes)) value ? asked.set(name, value) : asked.delete(name);
    const text = asked.toString().replaceAll("%2C", ",");
    window.history.replaceState(window.history.state, "", window.location.pathname + (text ? "?" + text : ""));
  };

  // ---- interface language -------------------------------------------------------------------------------------------
  const wanted = () => (["en", "es"].includes(query().get("lang")) && query().get("lang")) || cookie() || houseLang();
  const remember = (lang) => {
    root.lang = lang;
    document.cookie = `${COOKIE}=${lang}; path=/; max-age=31536000; samesite=lax`;
    if (query().get("lang") !== lang) address({ lang });
  };
  root.lang = wanted();
  if (wanted() !== houseLang()) {
    // The server's first words are in the house's language: wait for the right ones, but never for long.
    root.classList.add("pu-wait");
    window.setTimeout(() => root.classList.remove("pu-wait"), 4000);
  }

  // ---- evidence panel -----------------------------------------------------------------------------------------------
  // The page may hold more than one document; the one in sight is meant.
  const inSight = (all) => [...all].find((each) => each.offsetParent !== null) || all[0] || null;
  const result = () => inSight(document.querySelectorAll(".pu-result"));
  const panel = () => result()?.querySelector(".pu-panel") ?? null;
  const stored = (key) => result()?.querySelector(`.pu-store [data-item="${CSS.escape(key)}"]`);
  const statement = (key) => result()?.querySelector(`.pu-docs [data-st="${CSS.escape(key)}"]`);

  const open = (key, by, first) => {
    const own = statement(key);
    const rests = (own?.dataset.rests || "").split(" ").filter(Boolean);
    if (first) rests.sort((a, b) => (b === first) - (a === first));
    const items = [key, ...rests].map(stored).filter(Boolean).map((item) => item.cloneNode(true));
    const body = panel()?.querySelector(".pu-panel-body");
    if (!body || !items.length) return;
    clear();
    own?.classList.add("pu-open");
    body.replaceChildren(...items);
    // Side by side the panel lies over the text: over the other language, not over what was asked about.
    panel().classList.toggle("pu-left", (own?.getBoundingClientRect().left ?? 0) > window.innerWidth / 2);
    panel().hidden = false;
    result().classList.add("pu-has-panel");
    body.scrollTop = 0;
    panel().scrollTop = 0;
    // On a narrow screen the panel covers the lower part: keep what it speaks of above it.
    if (window.matchMedia("(max-width: 999px)").matches) own?.scrollIntoView({ behavior: calm(), block: "start" });
    if (by) {
      opener = by;
      panel().querySelector("h2").focus({ preventScroll: true });
    }
  };
  const clear = () => result()?.querySelectorAll(".pu-open").forEach((each) => each.classList.remove("pu-open"));
  const close = () => {
    if (!panel() || panel().hidden) return;
    panel().hidden = true;
    result().classList.remove("pu-has-panel");
    clear();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  // ---- views and jumps ----------------------------------------------------------------------------------------------
  const look = (chosen) => {
    const shown = result();
    if (!shown?.querySelector(`[data-view-wanted="${chosen}"]`)) return;
    view = chosen;
    shown.dataset.view = chosen;
    shown.querySelectorAll("[data-view-wanted]").forEach((each) => {
      each.setAttribute("aria-pressed", String(each.dataset.viewWanted === chosen));
    });
  };
  const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const jump = (target) => {
    if (!target) return;
    target.scrollIntoView({ behavior: calm(), block: "center" });
    target.focus?.({ preventScroll: true });
  };
  const goToLine = (line) => {
    const box = document.querySelector("#pu-text textarea");
    if (!box) return;
    const before = box.value.split("\n").slice(0, line - 1);
    const start = before.reduce((sum, each) => sum + each.length + 1, 0);
    const end = box.value.indexOf("\n", start);
    box.focus();
    box.setSelectionRange(start, end < 0 ? box.value.length : end);
    box.scrollTop = (box.scrollHeight * (line - 4)) / Math.max(1, box.value.split("\n").length);
  };

  document.addEventListener("click", (event) => {
    const at = event.target;
    if (!(at instanceof Element)) return;
    const hit = (selector) => at.closest(selector);
    const opens = hit("[data-open]");
    if (opens) return open(opens.dataset.open, opens, opens.dataset.itemWanted);
    if (hit("[data-close]")) return close();
    if (hit("[data-view-wanted]")) return look(hit("[data-view-wanted]").dataset.viewWanted);
    if (hit("[data-line]")) return goToLine(Number(hit("[data-line]").dataset.line));
    if (hit("[data-go-to]")) return jump(result()?.querySelector(`#${CSS.escape(hit("[data-go-to]").dataset.goTo)}`));
    if (hit("[data-go]")) {
      const key = hit("[data-go]").dataset.go;
      jump(statement(key)?.querySelector("[data-open]"));
      return open(key, null);
    }
    const whole = hit(".pu-docs [data-st]");
    // Selecting words to copy them is not asking for evidence.
    if (whole && !hit("a") && String(window.getSelection()).length === 0) open(whole.dataset.st, whole.querySelector("[data-open]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  document.addEventListener("change", (event) => {
    const radio = event.target instanceof Element && event.target.closest("#pu-lang input");
    if (radio && ["en", "es"].includes(radio.value)) remember(radio.value);
  });

  // ---- what the page calls when the server has answered --------------------------------------------------------------
  const settled = () => {
    opener = null;
    if (view) look(view);
    address({ doc: document.querySelector("#pu-result .pu-result")?.dataset.documents || "" });
  };
  window.puente = {
    settled,
    ready() {
      settled();
      remember(wanted());
      root.classList.remove("pu-wait");
      root.dataset.puente = "ready";
    },
    shown() {
      settled();
      const run = document.querySelector("#pu-notice [data-lead]");
      if (run) return window.puenteDesk.lead(run.dataset.lead); // a model's draft goes on at the desk
      const notice = document.querySelector("#pu-notice .pu-alert");
      if (notice) return notice.scrollIntoView({ behavior: calm(), block: "nearest" }); // the draft failed: what is shown is the old one
      const cover = document.querySelector(".pu-result .pu-cover");
      cover?.scrollIntoView({ behavior: calm(), block: "start" });
      cover?.querySelector("h2").focus({ preventScroll: true });
    },
  };
})();
