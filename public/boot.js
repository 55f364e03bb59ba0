// Starts the app, and takes over when it cannot start or has stopped.
//
// An own file instead of Trunk's inline script, so that the content security
// policy needs no 'unsafe-inline'. It must not depend on the module: after a
// panic nothing of the module may be used any more.

const OURS = "plumbline/";
const CRASHED_AT = "plumbline-crashed-at";
const script = document.querySelector("script[data-wasm]");
const find = (id) => document.getElementById(id);

// The chosen theme, before the first paint. Storage may be blocked.
try {
  const theme = JSON.parse(localStorage.getItem(`${OURS}theme`));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // As the system says, then.
}

let dead = false;

/** Shows the crash screen in the place of the app. The text holds no answers. */
function crash(detail, title, lead) {
  if (dead) return;
  dead = true;
  // The app must not write anything any more: a half-changed state is worse
  // than a lost second.
  try {
    Storage.prototype.setItem = () => {
      throw new Error("stopped");
    };
  } catch {
    // Then there is no storage to protect.
  }
  find("app")?.remove();
  const screen = find("crash");
  screen.hidden = false;
  if (title) find("crash-title").textContent = title;
  if (lead) find("crash-lead").textContent = lead;
  find("crash-detail").textContent = detail;
  document.title = `${find("crash-title").textContent} · Plumbline`;
  find("crash-title").focus();
  find("crash-reload").onclick = () => location.reload();
  find("crash-copy").onclick = async () => {
    try {
      await navigator.clipboard.writeText(`${detail} · ${navigator.userAgent}`);
      find("crash-said").textContent = "Copied. It holds no answers.";
    } catch {
      find("crash-said").textContent = "The browser does not allow copying; the text stands below.";
    }
  };
  find("crash-download").onclick = download;
  if (crashedLately()) find("crash-safe").hidden = false;
}

/** Whether this tab also crashed within the last half minute. */
function crashedLately() {
  try {
    const before = Number(sessionStorage.getItem(CRASHED_AT));
    sessionStorage.removeItem(CRASHED_AT);
    realSetSession(String(Date.now()));
    return Date.now() - before < 30_000;
  } catch {
    return false;
  }
}

const sessionSet = (() => {
  try {
    return Storage.prototype.setItem.bind(sessionStorage);
  } catch {
    return () => {};
  }
})();
const realSetSession = (value) => sessionSet(CRASHED_AT, value);

/** All raw data of this app, as one file. */
function download() {
  const records = {};
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (key.startsWith(OURS)) records[key] = localStorage.getItem(key);
    }
  } catch {
    find("crash-said").textContent = "This browser does not let the page read its storage.";
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(records)], { type: "application/json" }));
  link.download = "plumbline-raw-data.json";
  link.click();
  const n = Object.keys(records).length;
  find("crash-said").textContent = `${n} ${n === 1 ? "entry" : "entries"} handed over.`;
}

window.plumblineCrash = (where) => crash(where);
const FOREIGN = /extension:/;
addEventListener("error", (event) => {
  // A trap (out of memory, stack overflow) never reaches the panic hook. What
  // an extension or a picture does is not ours.
  if (event.error instanceof WebAssembly.RuntimeError) crash(String(event.error));
  else if (event.filename && !FOREIGN.test(event.filename)) console.error("not stopped by", event.message);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) crash(String(event.reason));
});

async function start() {
  if (typeof WebAssembly !== "object") {
    crash(
      "no WebAssembly",
      "This browser cannot run the app",
      "It has no WebAssembly, or a setting switches it off. Another current browser will do. Nothing that is stored here was touched.",
    );
    return;
  }
  const js = new URL(script.dataset.js, location.href);
  const wasm = new URL(script.dataset.wasm, location.href);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(wasm, { credentials: "same-origin" });
      if (!response.ok) throw new Error(`${response.status} for the program`);
      const { default: init } = await import(attempt === 1 ? js : `${js}?${attempt}`);
      await init({ module_or_path: response });
      return;
    } catch (error) {
      if (dead) return;
      if (attempt === 2) {
        crash(
          String(error),
          "The app could not be loaded",
          "The program did not arrive whole: the connection broke, or the site was just updated. What you saved is still in this browser. Try again in a moment.",
        );
        return;
      }
    }
  }
}

start();
