// Starts the app, and takes over when it cannot start or has stopped.
//
// An own file instead of Trunk's inline script, so that the content security
// policy needs no 'unsafe-inline'. It runs in the head, before there is a body,
// and does not depend on the module: after a panic nothing of the module may be
// used any more.

(() => {
  "use strict";

  const OURS = "plumbline/";
  const CRASHED_AT = "plumbline-crashed-at";
  /** Two crashes within this time are a loop, in milliseconds. */
  const LOOP = 30_000;
  const script = document.currentScript;
  const find = (id) => document.getElementById(id);
  const parsed = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });

  // The chosen theme, before the first paint. Storage may be blocked.
  try {
    const theme = JSON.parse(localStorage.getItem(`${OURS}theme`));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // As the system says, then.
  }

  let dead = false;

  /**
   * Shows the crash screen in the place of the app. `detail` says where and
   * holds no answers.
   */
  async function crash(detail, title, lead) {
    if (dead) return;
    dead = true;
    const again = crashedLately();
    freeze();
    await parsed;
    find("app")?.remove();
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.remove();
    if (title) find("crash-title").textContent = title;
    if (lead) find("crash-lead").textContent = lead;
    find("crash-detail").textContent = detail;
    find("crash-reload").onclick = () => location.reload();
    find("crash-download").onclick = download;
    find("crash-copy").onclick = () => copy(`${detail} · ${navigator.userAgent}`);
    find("crash-safe").hidden = !again;
    // For whoever cannot start it at all.
    find("crash-paper").hidden = !lead;
    find("crash").hidden = false;
    document.title = `${find("crash-title").textContent} · Plumbline`;
    find("crash-title").focus();
  }

  const say = (text) => (find("crash-said").textContent = text);

  /**
   * From here on the app cannot write any more: a half-changed state is worse
   * than a lost second.
   */
  function freeze() {
    try {
      for (const method of ["setItem", "removeItem", "clear"]) {
        Storage.prototype[method] = () => {
          throw new Error("stopped");
        };
      }
      // The journal, too: what a stopped app writes must not come back.
      for (const method of ["put", "delete", "clear"]) {
        IDBObjectStore.prototype[method] = () => {
          throw new Error("stopped");
        };
      }
    } catch {
      // Then there is no storage to protect.
    }
  }

  /** What the journal holds; nothing when there is none. */
  const journal = () =>
    new Promise((done) => {
      const nothing = () => done([]);
      try {
        const opening = indexedDB.open("plumbline");
        opening.onerror = nothing;
        opening.onupgradeneeded = () => opening.transaction.abort();
        opening.onsuccess = () => {
          const store = opening.result.transaction("records").objectStore("records");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onerror = nothing;
          values.onsuccess = () => done(keys.result.map((key, at) => [key, values.result[at]]));
        };
      } catch {
        nothing();
      }
    });

  /** Whether this tab has crashed a moment ago too; remembers that it did now. */
  function crashedLately() {
    try {
      const before = Number(sessionStorage.getItem(CRASHED_AT));
      sessionStorage.setItem(CRASHED_AT, String(Date.now()));
      return Date.now() - before < LOOP;
    } catch {
      return false;
    }
  }

  /** All raw data of this app, as one file. */
  async function download() {
    const records = Object.fromEntries(await journal());
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (!key.startsWith(OURS)) continue;
        const value = localStorage.getItem(key);
        // Where the two differ, either may be the later one: both are handed over.
        if (key in records && records[key] !== value) records[`journal of ${key}`] = records[key];
        records[key] = value;
      }
    } catch {
      if (!Object.keys(records).length) {
        say("This browser does not let the page read its storage.");
        return;
      }
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(records)], { type: "application/json" }));
    link.download = `plumbline-raw-data-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    const n = Object.keys(records).length;
    say(`${n} ${n === 1 ? "entry" : "entries"} handed over.`);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied. It holds no answers.");
    } catch {
      find("crash-detail").closest("details").open = true;
      say("The browser does not allow copying; the text stands below.");
    }
  }

  // The panic hook of the module calls this.
  window.plumblineCrash = (where) => void crash(where);

  // A trap (out of memory, stack overflow) never reaches the panic hook, and an
  // exception that passed through the module leaves it half-way. What an
  // extension or a picture does is not ours.
  const isTrap = (error) =>
    typeof WebAssembly === "object" &&
    (error instanceof WebAssembly.RuntimeError || /\.wasm|wasm-function/.test(String(error?.stack)));
  addEventListener("error", (event) => {
    if (isTrap(event.error)) crash(String(event.error));
  });
  addEventListener("unhandledrejection", (event) => {
    if (isTrap(event.reason)) crash(String(event.reason));
  });

  /** Asks for a part of the program; `again` goes past whatever the browser has kept. */
  async function ask(name, sum, again, signal) {
    const response = await fetch(new URL(name, location.href), {
      credentials: "same-origin",
      integrity: sum ?? "",
      signal,
      ...(again && { cache: "reload" }),
    });
    if (!response.ok) throw new Error(`${response.status} for the program`);
    return response;
  }

  /** Loads the program and hands the page over to it. */
  async function load(again) {
    const { js, wasm, wasmSum } = script.dataset;
    const [response, glue] = await Promise.all([
      ask(wasm, wasmSum, again),
      import(new URL(again ? `${js}?again` : js, location.href)),
      wantsAll() && compileRest(again),
    ]);
    await parsed;
    if (glue.rest) glue.rest.load = () => connectRest(glue.rest);
    // Before the program listens to clicks itself: it may not have to be asked.
    const clicks = glue.rest && holdClicks();
    await glue.default({ module_or_path: response });
    clicks?.begin();
    followRest(glue.rest, clicks);
  }

  // --- the second part of the program ---
  //
  // A release build is in two parts. The first shows the first page to who has
  // nothing stored here; the second comes while that page is read. To everyone
  // else both come at once.

  /** The second part, compiled. */
  let rest;
  /** Ends the fetch of the second part that is under way. */
  let fetching = new AbortController();
  /** For how long a click waits for the second part, in milliseconds. */
  const PATIENCE = 20_000;

  /** Whether the page that opens needs more than the first part. */
  function wantsAll() {
    const isHome = /^#?\/?$/.test(location.hash);
    try {
      return !isHome || Object.keys(localStorage).some((it) => it.startsWith(OURS) && it !== `${OURS}theme`);
    } catch {
      return true;
    }
  }

  /** Fetches the second part, unless it is there. */
  async function compileRest(again) {
    const { rest: name, restSum } = script.dataset;
    fetching = new AbortController();
    if (name) rest ??= await WebAssembly.compileStreaming(await ask(name, restSum, again, fetching.signal));
  }

  /** Fetches the second part while the page is in use, and connects it. */
  async function followRest(glue, clicks) {
    for (let pause = 250; glue && !dead && !glue.exports["rest.here"].value; pause *= 2) {
      try {
        await compileRest(pause > 250);
        connectRest(glue);
      } catch {
        // It is asked for again, and at the latest when it is needed.
        clicks.release();
        await new Promise((later) => setTimeout(later, Math.min(pause, 30_000)));
      }
    }
    clicks?.release();
  }

  /**
   * Lets a click wait, from `begin` to `release`, without the page standing
   * still. Then it is done, with the second part or in its want.
   */
  function holdClicks() {
    let isHolding = false;
    const held = new Set();
    const busy = (is) => document.body.toggleAttribute("data-waits", is);
    const hold = (event) => {
      if (!isHolding || !event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!held.size) setTimeout(() => fetching.abort(), PATIENCE);
      held.add(event.target);
      busy(true);
    };
    addEventListener("click", hold, true);
    const begin = () => (isHolding = true);
    const release = () => {
      removeEventListener("click", hold, true);
      busy(false);
      for (const it of held) it.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
      held.clear();
    };
    return { begin, release };
  }

  /**
   * Connects the second part, from within a call that needs it or when it has
   * arrived. The call cannot wait: what is not there yet is fetched meanwhile.
   */
  function connectRest(glue) {
    if (glue.exports["rest.here"].value) return;
    try {
      // Two requests for one address can wait for each other.
      if (!rest) fetching.abort();
      rest ??= new WebAssembly.Module(fetchNow(script.dataset.rest));
      new WebAssembly.Instance(rest, { "./plumbline_bg.js": glue.imports, first: glue.exports });
      glue.exports["rest.here"].value = 1;
    } catch (error) {
      crash(String(error), ...NOT_WHOLE);
      throw error;
    }
  }

  /**
   * Fetches bytes while everything stands still. Their checksum cannot be compared
   * meanwhile: that takes time of its own.
   */
  function fetchNow(name) {
    const asked = new XMLHttpRequest();
    asked.open("GET", new URL(name, location.href), false);
    // One character a byte: a request that stands still may not ask for bytes.
    asked.overrideMimeType("text/plain; charset=x-user-defined");
    asked.send();
    if (asked.status !== 200) throw new Error(`${asked.status} for the program`);
    return Uint8Array.from(asked.responseText, (it) => it.charCodeAt(0));
  }

  const CANNOT = [
    "This browser cannot run the app",
    "It has no WebAssembly, or a setting or policy switches it off. Another current browser will do. Nothing that is stored here was touched.",
  ];
  const NOT_WHOLE = [
    "The app could not be loaded",
    "The program did not arrive whole: the connection broke, or the site was just updated. What you saved is still in this browser. Try again in a moment.",
  ];

  const AS_A_FILE = [
    "This page was opened as a file",
    "Browsers run a program only from a web address. Put the folder on a web server, or open the address you got it from.",
  ];

  async function start() {
    if (location.protocol === "file:") {
      crash("file:", ...AS_A_FILE);
      return;
    }
    if (typeof WebAssembly !== "object") {
      crash("no WebAssembly", ...CANNOT);
      return;
    }
    // The static view comes first: what is done beside it holds it back. The
    // files are on their way already. A hidden page paints nothing and does not
    // wait.
    await parsed;
    await new Promise((painted) => {
      requestAnimationFrame(() => setTimeout(painted));
      setTimeout(painted, 200);
    });
    try {
      await load(false).catch(() => dead || load(true));
    } catch (error) {
      // Each browser words it in its own way when a policy forbids WebAssembly.
      const forbidden = /unsafe-eval|content security policy|\bCSP\b/i.test(String(error));
      crash(String(error), ...(forbidden ? CANNOT : NOT_WHOLE));
    }
  }

  start();
})();
