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
    held?.drop();
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

  /** What a book of the journal holds; nothing when there is none. As late as the browser opens it. */
  const readBook = (factory) =>
    new Promise((done) => {
      const nothing = () => done([]);
      const opening = factory.open("plumbline");
      opening.onerror = nothing;
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => {
        try {
          const store = opening.result.transaction("records").objectStore("records");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onerror = nothing;
          values.onsuccess = () => done(keys.result.map((key, at) => [key, values.result[at]]));
        } catch {
          nothing();
        }
      };
    });

  /** The books of the journal, being read; each says when it has been. */
  let books;
  const readJournal = () =>
    ["journal", "second journal"].map((name, at) => {
      const book = { name, records: [], isRead: false };
      const factory = async () => (at ? (await navigator.storageBuckets.open("plumbline-journal")).indexedDB : indexedDB);
      const end = (records) => Object.assign(book, { records, isRead: true });
      book.end = factory().then(readBook).then(end, () => end([]));
      return book;
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

  /**
   * All raw data of this app, as one file: what can be read by now. Of a copy that
   * the browser has not opened yet it says so, and says when it has.
   */
  async function download() {
    books ??= readJournal();
    const all = Promise.all(books.map((it) => it.end));
    await Promise.race([all, new Promise((moment) => setTimeout(moment, 3_000))]);
    const records = {};
    // Where two differ, either may be the later one: both are handed over.
    const put = (name, key, value) => {
      if (!(key in records)) records[key] = value;
      else if (records[key] !== value) records[`${name} of ${key}`] = value;
    };
    let isBlocked = false;
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key.startsWith(OURS)) put("", key, localStorage.getItem(key));
      }
    } catch {
      isBlocked = true;
    }
    for (const { name, records: found } of books) for (const [key, value] of found) put(name, key, value);
    const n = Object.keys(records).length;
    const isLate = books.some((it) => !it.isRead);
    if (isBlocked && !n && !isLate) {
      say("This browser does not let the page read its storage.");
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(records)], { type: "application/json" }));
    link.download = `plumbline-raw-data-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    const words = `${n} ${n === 1 ? "entry" : "entries"} handed over.`;
    say(isLate ? `${words} The browser has not opened its second copy of them yet.` : words);
    if (isLate) all.then(() => say("The browser has opened its second copy now. Download once more: it is in the file, too."));
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
  async function ask(name, sum, again) {
    const response = await fetch(new URL(name, location.href), {
      credentials: "same-origin",
      integrity: sum ?? "",
      ...(again && { cache: "reload" }),
    });
    if (!response.ok) throw new Error(`${response.status} for the program`);
    return response;
  }

  /** A part of the program, compiled, also from a host that does not know its kind. */
  async function compile(response) {
    const isKnown = /^application\/wasm\b/.test(response.headers.get("Content-Type"));
    return isKnown ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  /** Loads the program and hands the page over to it. */
  async function load(again) {
    const { js, wasm, wasmSum } = script.dataset;
    const [program, glue] = await Promise.all([
      ask(wasm, wasmSum, again).then(compile),
      import(new URL(again ? `${js}?again` : js, location.href)),
      wantsAll() && compileRest(again),
    ]);
    await parsed;
    // The static view may have been left meanwhile.
    if (wantsAll()) await compileRest(again);
    if (glue.rest) {
      glue.rest.load = () => connectRest(glue.rest);
      held ??= holdBack();
    }
    await glue.default({ module_or_path: program });
    followRest(glue.rest);
  }

  // --- the second part of the program ---
  //
  // A release build is in two parts. The first shows the first page to who has
  // nothing stored here; the second comes while that page is read. To everyone
  // else both come at once.
  //
  // Nothing reaches for the second part before it is there: clicks and files are
  // held back here, and whatever else may call the program later (events of the
  // window, the journal, timers) it hands to `plumblineWhole` and sets up only
  // then. So no request ever has to stand still.

  /** The second part, compiled. */
  let rest;
  /** What is held back until it is connected. */
  let held;
  /** In the memory of the tab: the first part alone did not do here. */
  const NEEDS_ALL = "plumbline-needs-all";

  /** Ends the wait of what the program has handed over, with whether there was one. */
  let beginWhole;
  const whole = new Promise((done) => (beginWhole = done));
  window.plumblineWhole = (callback) => void whole.then(callback);

  /** Whether the page that opens needs more than the first part. */
  function wantsAll() {
    const isHome = /^#?\/?$/.test(location.hash);
    try {
      const isOurs = (it) => it.startsWith(OURS) && it !== `${OURS}theme`;
      return !isHome || sessionStorage.getItem(NEEDS_ALL) !== null || Object.keys(localStorage).some(isOurs);
    } catch {
      return true;
    }
  }

  /** Fetches the second part, unless it is there. */
  async function compileRest(again) {
    const { rest: name, restSum } = script.dataset;
    if (name) rest ??= await compile(await ask(name, restSum, again));
  }

  /** Fetches the second part while the page is in use, connects it, and lets go of what has waited for it. */
  async function followRest(glue) {
    const isLate = Boolean(glue) && !rest;
    for (let pause = 250; glue && !dead && !glue.exports["rest.here"].value; pause *= 2) {
      try {
        await compileRest(pause > 250);
        connectRest(glue);
      } catch (error) {
        // Slow is not missing, but this has failed: whoever waits for it is told.
        if (held.isWaitedFor()) {
          crash(String(error), ...NOT_WHOLE);
          return;
        }
        await Promise.race([held.first, new Promise((later) => setTimeout(later, Math.min(pause, 30_000)))]);
      }
    }
    if (dead) return;
    beginWhole(isLate);
    await whole;
    held?.release();
  }

  /**
   * Lets clicks and dropped files wait without the page standing still. They are
   * done when both parts of the program are there.
   */
  function holdBack() {
    const clicked = new Set();
    const files = [];
    let tell;
    const first = new Promise((done) => (tell = done));
    const wait = (is) => {
      document.body.toggleAttribute("data-waits", is);
      if (is) tell();
    };
    const hold = (event) => {
      if (!event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      clicked.add(event.target);
      wait(true);
    };
    const take = (event) => {
      // Or the file takes the place of the page.
      event.preventDefault();
      files.push(...(event.dataTransfer?.files ?? []));
      if (event.type === "drop" && files.length) wait(true);
    };
    addEventListener("click", hold, true);
    for (const type of ["dragover", "drop"]) addEventListener(type, take);
    const end = () => {
      removeEventListener("click", hold, true);
      for (const type of ["dragover", "drop"]) removeEventListener(type, take);
      wait(false);
    };
    const release = () => {
      end();
      for (const it of clicked) {
        // A link of the static view is gone when the app has taken over.
        const link = it.isConnected ? undefined : it.closest("a");
        if (link) location.assign(link.href);
        else it.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
      }
      clicked.clear();
      if (!files.length) return;
      const dataTransfer = new DataTransfer();
      for (const it of files) dataTransfer.items.add(it);
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    };
    // Nothing comes that they could wait for. Where a link was to lead, a reload leads.
    const drop = () => {
      end();
      const to = [...clicked].map((it) => it.closest("a[href^='#']")?.hash);
      const last = to.filter(Boolean).pop();
      if (last) history.replaceState(null, "", last);
      clicked.clear();
      files.length = 0;
    };
    return { first, isWaitedFor: () => clicked.size + files.length > 0, release, drop };
  }

  /** Connects the second part: when it has arrived, or from within the start of a page that needs it. */
  function connectRest(glue) {
    if (glue.exports["rest.here"].value) return;
    if (!rest) startOver();
    try {
      new WebAssembly.Instance(rest, { "./plumbline_bg.js": glue.imports, first: glue.exports });
      glue.exports["rest.here"].value = 1;
    } catch (error) {
      crash(String(error), ...NOT_WHOLE);
      throw error;
    }
  }

  /**
   * The first part called for the second before it was there, which no first page
   * does that `.ci/first-page.txt` was recorded from. The page starts over with both.
   */
  function startOver() {
    const early = new Error("the second part of the program was needed early");
    try {
      if (dead || sessionStorage.getItem(NEEDS_ALL)) throw early;
      sessionStorage.setItem(NEEDS_ALL, "1");
    } catch {
      crash(String(early), ...NOT_WHOLE);
      throw early;
    }
    dead = true;
    freeze();
    location.reload();
    throw early;
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
