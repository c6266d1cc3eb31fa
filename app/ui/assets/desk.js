// The consultant's desk: fetches views from our own server, sends its forms, saves boxes as they are typed. The server writes all HTML.
(() => {
  "use strict";

  const HEADERS = { "X-Puente-Desk": "1" };
  const SAVE_AFTER_MS = 900;
  let polling = null;
  const waiting = new Map(); // box → timer of its next save
  const desk = () => document.querySelector("#pu-desk .pu-desk");
  const view = () => desk()?.querySelector(".pu-desk-view") || null;
  const lang = () => desk()?.dataset.lang || document.documentElement.lang || "en";
  const at = () => new URLSearchParams(window.location.search).get("desk") || "";
  const cost = (form) => form.querySelector("[data-cost]");

  const remember = (where, isNew) => {
    const asked = new URLSearchParams(window.location.search);
    where ? asked.set("desk", where) : asked.delete("desk");
    const text = asked.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%40", "@");
    const address = window.location.pathname + (text ? "?" + text : "");
    isNew ? window.history.pushState(null, "", address) : window.history.replaceState(window.history.state, "", address);
  };
  const tell = (place, html) => {
    if (!place) return;
    place.innerHTML = html;
    place.scrollIntoView({ block: "nearest" });
  };
  let last = ""; // what the server wrote last: a view that is fetched again and says the same is left alone
  const put = (html, { isNew = false, isQuiet = false } = {}) => {
    if (isQuiet && html === last && view()?.dataset.poll) return again();
    last = html;
    const held = heldIn(view());
    const open = [...(view()?.querySelectorAll(".pu-tools details[open] > summary") || [])].map((each) => each.textContent);
    const same = view()?.dataset.here;
    desk().innerHTML = html;
    const shown = view();
    if (!shown) return;
    desk().dataset.filled = "yes";
    if (shown.dataset.here.split("@")[0] === (same || "").split("@")[0]) {
      shown.querySelectorAll(".pu-tools details > summary").forEach((each) => {
        if (open.some((name) => name.replace(/\d+/g, "") === each.textContent.replace(/\d+/g, ""))) each.parentElement.open = true;
      });
    } else if (!isQuiet) {
      shown.scrollIntoView({ block: "start" });
    }
    remember(shown.dataset.here, isNew && shown.dataset.here !== at());
    const result = shown.querySelector(".pu-result");
    if (result) result.dataset.view = result.querySelectorAll(".pu-doc").length > 1 ? "both" : result.dataset.view;
    shown.querySelectorAll("[data-view-wanted]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.viewWanted === result.dataset.view)));
    window.puenteKept.restore(shown);
    if (isQuiet) held.back(shown);
    again();
  };
  const again = () => {
    const shown = view();
    window.clearTimeout(polling);
    if (shown?.dataset.poll) polling = window.setTimeout(() => load(shown.dataset.here, { isQuiet: true }), Number(shown.dataset.poll));
  };
  // What a reader has opened and where the keyboard stands, in a view that is fetched again while he reads it.
  const heldIn = (shown) => {
    const nameOf = (each) => each.closest("[data-key]")?.dataset.key || each.textContent.replace(/\d+/g, "");
    const open = new Set([...(shown?.querySelectorAll("details[open] > summary") || [])].map(nameOf));
    const focused = shown?.contains(document.activeElement) ? document.activeElement : null;
    const [tag, name] = focused ? [focused.tagName, nameOf(focused)] : ["", ""];
    return {
      back(fresh) {
        fresh.querySelectorAll("details > summary").forEach((each) => {
          if (open.has(nameOf(each))) each.parentElement.open = true;
        });
        if (tag) [...fresh.querySelectorAll(tag)].find((each) => nameOf(each) === name)?.focus({ preventScroll: true });
      },
    };
  };
  let turns = 0; // an answer that comes after a later question is dropped
  const load = async (where, how = {}) => {
    const turn = ++turns;
    await flush();
    try {
      const answer = await fetch(`desk?lang=${lang()}&at=${encodeURIComponent(where)}`, { headers: HEADERS, cache: "no-store" });
      const html = await answer.text();
      if (!desk() || turn !== turns) return;
      if (answer.ok) return put(html, how);
      if (where && !view()) await load("", how);
      if (!view()) return tell(desk(), html); // not even the list could be shown: why stands where it would
      tell(view()?.querySelector(".pu-desk-told"), html);
    } catch {
      if (turn !== turns) return;
      // the server is away for a moment: what is shown stays, and is fetched again
      window.clearTimeout(polling);
      polling = window.setTimeout(() => load(where, how), 3000);
    }
  };
  const send = (body, keepalive = false) => {
    body.set("lang", lang());
    return fetch("desk", { method: "POST", body, headers: HEADERS, keepalive });
  };

  // ---- boxes that save themselves -------------------------------------------------------------------------------------
  const save = async (box, keepalive = false) => {
    window.clearTimeout(waiting.get(box));
    waiting.delete(box);
    const body = new FormData();
    body.set("do", "save");
    body.set("mandate", box.dataset.mandate);
    body.set("path", box.dataset.save);
    for (const name of ["text", "status", "source"]) body.set(name, box.querySelector(`[name="${name}"]`)?.value || "");
    box.classList.add("pu-saving");
    try {
      const answer = await send(body, keepalive);
      box.querySelector(".pu-box-told").innerHTML = await answer.text();
      box.classList.remove("pu-saving");
      if (box.dataset.save === "mandate_type" && answer.ok) load(view().dataset.here, { isQuiet: true });
    } catch {
      waiting.set(box, window.setTimeout(() => save(box), 3000)); // kept in its box and sent again
    }
  };
  const flush = (keepalive = false) => Promise.all([...waiting.keys()].map((box) => save(box, keepalive)));
  document.addEventListener("input", (event) => {
    const box = event.target instanceof Element && event.target.closest("[data-save]");
    if (!box) return;
    window.clearTimeout(waiting.get(box));
    waiting.set(box, window.setTimeout(() => save(box), SAVE_AFTER_MS));
  });
  window.addEventListener("pagehide", () => flush(true));

  // ---- forms ----------------------------------------------------------------------------------------------------------
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.do || !form.closest("#pu-desk")) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    const body = new FormData(form);
    body.set("do", form.dataset.do);
    form.dataset.busy = "yes";
    form.querySelectorAll("button").forEach((each) => each.setAttribute("aria-busy", "true"));
    try {
      await flush();
      const answer = await send(body);
      const html = await answer.text();
      if (answer.ok) {
        window.puenteKept.forget(form);
        turns += 1;
      }
      answer.ok ? put(html, { isNew: true }) : tell(form.querySelector(".pu-told"), html);
    } catch {
      const told = form.querySelector(".pu-told");
      told.replaceChildren(Object.assign(document.createElement("div"), { className: "pu-alert", textContent: desk().dataset.away }));
    } finally {
      delete form.dataset.busy;
      form.querySelectorAll("button").forEach((each) => each.removeAttribute("aria-busy"));
    }
  });
  document.addEventListener("change", (event) => {
    const box = event.target instanceof Element && event.target.closest("#pu-desk .pu-file input[type=file]");
    const name = box && box.closest(".pu-file").querySelector(".pu-file-name");
    if (name) name.textContent = box.files[0]?.name || name.dataset.none;
  });
  document.addEventListener("change", async (event) => {
    const form = event.target instanceof Element && event.target.closest("#pu-desk form:is([data-do=draft], [data-do=regenerate])");
    if (!form) return;
    const isModel = form.elements.writer?.value === "model";
    form.classList.toggle("pu-by-model", isModel);
    if (!isModel || !cost(form)) return;
    const where = `${cost(form).dataset.cost}/draft/${form.elements.kind.value}/${form.elements.doc_lang.value}`;
    const answer = await fetch(`desk?lang=${lang()}&at=${encodeURIComponent(where)}`, { headers: HEADERS });
    cost(form).innerHTML = await answer.text();
  });

  // ---- clicks ---------------------------------------------------------------------------------------------------------
  const equip = () => {
    // the evidence panel has just been filled: the statement's own words can be changed there
    const body = view()?.querySelector(".pu-panel:not([hidden]) .pu-panel-body");
    const template = view()?.querySelector("#pu-st-tools");
    const key = view()?.querySelector(".pu-docs .pu-open[data-st]")?.dataset.st;
    const raw = key && view().querySelector(`[data-raw="${CSS.escape(key)}"]`);
    if (!body || !template || !raw || body.querySelector(".pu-st-tools")) return;
    const tools = template.content.firstElementChild.cloneNode(true);
    tools.querySelector("form[data-do=edit] textarea").value = raw.textContent;
    tools.querySelectorAll("[name=statement]").forEach((each) => (each.value = raw.dataset.statement));
    tools.querySelectorAll("[name=document]").forEach((each) => (each.value = raw.dataset.document));
    body.prepend(tools);
    if (raw.dataset.hand) body.prepend(Object.assign(document.createElement("p"), { className: "pu-hand", textContent: raw.dataset.hand }));
    window.puenteKept.restore(tools);
  };
  document.addEventListener("click", async (event) => {
    const target = event.target;
    if (!(target instanceof Element) || !target.closest("#pu-desk")) return;
    const link = target.closest("[data-at]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      return load(link.dataset.at, { isNew: true });
    }
    const file = target.closest("[data-fetch]");
    if (file) {
      event.preventDefault();
      const place = file.closest(".pu-fold")?.querySelector(".pu-told") || view().querySelector(".pu-desk-told");
      place.innerHTML = "";
      const answer = await fetch(file.href, { headers: HEADERS });
      if (!answer.ok) return tell(place, await answer.text());
      const made = document.createElement("a");
      made.href = URL.createObjectURL(await answer.blob());
      made.download = file.dataset.fetch;
      made.click();
      return window.setTimeout(() => URL.revokeObjectURL(made.href), 10000);
    }
    const copy = target.closest("[data-copy]");
    if (copy) {
      const box = copy.parentElement.querySelector("textarea");
      box.select();
      await navigator.clipboard?.writeText(box.value).catch(() => document.execCommand("copy"));
      copy.textContent = copy.dataset.copied;
      return;
    }
    equip();
  });
  // A link from elsewhere in the page, to what stands on the desk.
  const lead = (where) => {
    remember(where, true); // a desk that is not filled yet fills itself with what the address names
    document.querySelector("#pu-tab-mandates-button")?.click();
    if (desk()?.dataset.filled) load(where);
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-lead]");
    if (!link) return;
    event.preventDefault();
    lead(link.dataset.lead);
  });
  window.puenteDesk = { lead };
  window.addEventListener("popstate", () => desk() && load(at()));

  // ---- the desk appears, and appears again when the interface speaks another language ------------------------------------
  const fill = () => {
    const found = desk();
    if (!found || found.dataset.filled) return;
    found.dataset.filled = "asked";
    load(at(), { isQuiet: true });
  };
  const begin = () => {
    new MutationObserver(fill).observe(document.body, { childList: true, subtree: true });
    fill();
    if (!at()) return;
    const opening = window.setInterval(() => {
      const tab = document.querySelector("#pu-tab-mandates-button");
      if (!tab || document.documentElement.dataset.puente !== "ready") return;
      window.clearInterval(opening);
      tab.click();
    }, 100);
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
