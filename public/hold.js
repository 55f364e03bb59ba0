// What a reader does while a part of the program is still to come, or does not come. Clicks,
// typed words and dropped files wait here without the page standing still. Each is done when
// the program has what it takes, if it still means the same: the stage that `data-early`
// names, and where none is named all of it. What waits is named on the page, and so is what
// was given up.
//
// `boot.js` calls it; a release build puts both into one file (.ci/pack.mjs).

(() => {
  "use strict";

  /** From this stage on links lead somewhere: a page that has not come says so itself. */
  const USE = 2;
  /** What may be done with a part of the program, and what can be pressed or typed in at all. */
  const EARLY = "[data-early], a[href^='#/a/']";
  const CONTROLS = "a[href], button, summary, label, input, select, textarea";

  const ON_ITS_WAY = "The rest of the program is still on its way.";
  /** What can be done with so many of the later parts. */
  const CAN = ["You can go on reading.", "You can answer with N to F.", "You can go on answering."];
  const LOST = (can, waits) =>
    `The rest of the program did not arrive: the connection broke, or the site was just updated. ${can}${waits} It is asked for again by itself; a reload of the page asks for all of it.`;

  const find = (id) => document.getElementById(id);
  const linkOf = (it) => it.closest?.("a[href]");
  const cardOf = (it) => it.closest?.(".question, .statements");
  /** On which page, and in which question. */
  const placeOf = (it) => `${document.querySelector("h1")?.textContent} ${cardOf(it)?.id}`;
  /** Whether it gives or takes back an answer. */
  const answers = (it) => Boolean(it.closest?.(".rating, .segments, .button--quiet"));
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** What a person calls it. */
  function nameOf(it) {
    const control = it.closest(CONTROLS) ?? it;
    const name = control.getAttribute("aria-label") ?? (control.labels?.[0] ?? control).innerText;
    return `“${name.replace(/\s+/g, " ").replace(/^[^\p{L}\d]+/u, "").trim().replace(/^(.{40}).+/u, "$1…")}”`;
  }

  /** Begins to hold back. `connected` tells how many of the later parts are there, of `all`. */
  window.plumblineHolds = (connected, all) => {
    /** What was pressed, with its place: the page may give a node another meaning. */
    const clicked = new Map();
    /** Fields, with the kinds of events of theirs that the program has not heard. */
    const touched = new Map();
    const files = [];
    /** What was given up with a page, in words. */
    let given = [];
    let [isLost, isOver] = [false, false];
    /** Whether the address has gone on from there without the program; a click that lets it follow. */
    let [isAstray, stood, isLed] = [false, "", false];
    let tell = () => {};
    let saying;

    const isTyped = (it) => Boolean(touched.get(it)?.has("input"));
    const typed = () => [...touched.keys()].filter(isTyped);
    /** Words that keep the page: nobody would get them back. What is looked for is no loss. */
    const isHeldByWords = () => typed().some((it) => !it.closest("[role=search]"));
    const deeds = () => [...clicked.keys()].filter((it) => !linkOf(it));
    /** Whether something waits that is to be done before the page is left. */
    const isKept = () => deeds().length + typed().length + files.length > 0;
    /** What the address asks for is a deed, which takes all of the program. */
    const isDeed = () => /^#\/(new|sample)$/.test(location.hash);
    const canGo = () => connected() >= USE && !isDeed() && !isHeldByWords();
    /** Whether the program can do it with the parts that it has. */
    const canDo = (it) => {
      const early = it.closest?.(EARLY);
      return Boolean(early) && connected() >= Number(early.dataset.early ?? USE);
    };
    const isMeant = (it, place) => (it.isConnected ? placeOf(it) === place : linkOf(it));

    function say(words) {
      document.body.toggleAttribute("data-waits", clicked.size > 0 || isKept());
      const [notice, text, said, retry] = ["waits", "waits-for", "waits-said", "waits-again"].map(find);
      notice.toggleAttribute("data-says", words !== "");
      if (!isLost && document.activeElement === retry) find("heading")?.focus({ preventScroll: true });
      retry.hidden = !isLost;
      clearTimeout(saying);
      // Read out when it is to be seen, too.
      if (words) saying = setTimeout(() => (said.textContent = words), 2_000);
      else said.textContent = "";
      if (!words) return;
      // Its room stays from now on: to take that away would move what is in sight.
      notice.hidden = false;
      if (text.textContent !== words) text.textContent = words;
    }

    const wordsOf = (it) => `what you typed in ${nameOf(it)}`;
    const gone = () => (given.length ? ` Given up with the page that you left: ${given.join(", ")}.` : "");

    /** Gives up what is not there any more. */
    function giveUp() {
      for (const [it, place] of clicked) {
        if (isMeant(it, place)) continue;
        clicked.delete(it);
        given.push(nameOf(it));
      }
      for (const it of touched.keys()) {
        if (it.isConnected) continue;
        if (isTyped(it)) given.push(wordsOf(it));
        touched.delete(it);
      }
    }

    /** Says what waits and, where a part has not come, what can be done all the same. */
    function look() {
      if (isOver) return;
      giveUp();
      const isAway = isAstray || isDeed() || (isLost && document.querySelector(".on-its-way"));
      const names = [...[...clicked.keys()].map(nameOf), ...typed().map(wordsOf), ...files.map((it) => `the file “${it.name}”`)];
      if (isAway) names.push("the page at this address");
      const waits = (names.length ? ` Waiting for it, and not lost: ${[...new Set(names)].join(", ")}.` : "") + gone();
      const can = CAN[[...document.querySelectorAll(EARLY)].some(canDo) ? Math.min(connected(), USE) : 0];
      say(isLost ? LOST(can, waits) : waits && ON_ITS_WAY + waits);
    }

    function wait() {
      look();
      tell();
    }

    function hold(event) {
      const { target } = event;
      const link = linkOf(target);
      if (!event.isTrusted || (link && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
      given = [];
      clicked.delete(target);
      // The later answer counts, and the later way.
      const isOutdone = (it) => (link ? linkOf(it) : answers(it) && answers(target) && cardOf(it) === cardOf(target));
      for (const it of clicked.keys()) if (isOutdone(it)) clicked.delete(it);
      if (canDo(target) && !(link && isHeldByWords())) {
        isLed = target.closest("button") !== null;
        const from = location.hash;
        setTimeout(() => (isLed &&= location.hash !== from));
        look();
        return;
      }
      stop(event);
      if (target.id === "waits-again") target.textContent = "Asking …";
      // Nothing would come of what is no control.
      else if (target.closest?.(CONTROLS)) clicked.set(target, placeOf(target));
      wait();
    }

    function note({ target, type }) {
      touched.set(target, (touched.get(target) ?? new Set()).add(type));
    }

    function type(event) {
      if (canDo(event.target)) return;
      event.stopImmediatePropagation();
      note(event);
      wait();
    }

    // What has the cursor no more is heard of after its words.
    function blur(event) {
      if (!event.target.closest?.(CONTROLS) || canDo(event.target)) return;
      event.stopImmediatePropagation();
      note(event);
    }

    // Enter in a field: what it would do is a button's business, or nothing.
    const submit = (event) => event.isTrusted && !canDo(event.target) && stop(event);

    function take(event) {
      // Or the file takes the place of the page.
      event.preventDefault();
      files.push(...(event.dataTransfer?.files ?? []));
      if (event.type === "drop" && files.length) wait();
    }

    // The program has not heard of these words.
    const leave = (event) => isHeldByWords() && event.preventDefault();

    function heed(event) {
      if (!isAstray) stood = new URL(event.oldURL).hash;
      const goes = isLed || canGo();
      isAstray = !goes && location.hash !== stood;
      isLed = false;
      if (!goes) event.stopImmediatePropagation();
      setTimeout(look);
    }

    const follow = () => isAstray && dispatchEvent(new HashChangeEvent("hashchange", { oldURL: location.href }));

    // On the way down, before the page hears of it; a file may be taken by a place in the page.
    const listeners = [
      ["hashchange", heed, true],
      ["online", () => tell(), true],
      ["click", hold, true],
      ["input", type, true],
      ["change", type, true],
      ["blur", blur, true],
      ["submit", submit, true],
      ["dragover", take, false],
      ["drop", take, false],
      ["beforeunload", leave, false],
    ];
    for (const it of listeners) addEventListener(...it);

    function end() {
      for (const it of listeners) removeEventListener(...it);
      clicked.clear();
      touched.clear();
      files.length = 0;
      [isLost, isOver] = [false, true];
      say("");
    }

    /** The program hears of a field what it has not heard. */
    function tells(it) {
      const types = touched.get(it);
      touched.delete(it);
      if (types.has("input")) for (const type of ["input", "change"]) it.dispatchEvent(new Event(type, { bubbles: true }));
      if (types.has("blur") && document.activeElement !== it) it.dispatchEvent(new FocusEvent("blur"));
    }

    function press(it, place) {
      clicked.delete(it);
      // A link of the static view is gone when the app has taken over.
      if (!it.isConnected) location.assign(linkOf(it).href);
      else if (placeOf(it) === place) it.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
    }

    /** More of the program has come: what it can do now is done. */
    function goOn() {
      if (isOver) return;
      giveUp();
      for (const it of [...touched.keys()]) if (canDo(it)) tells(it);
      // What waits on a page is done before it is left.
      const isTurn = (it) => it.isConnected && canDo(it) && !(linkOf(it) && isKept());
      for (const [it, place] of [...clicked]) if (isTurn(it)) press(it, place);
      if (connected() < all && canGo() && !clicked.size && !isKept()) follow();
      look();
    }

    /** All of the program has come: nothing has to wait any more. */
    function release() {
      giveUp();
      for (const it of listeners) removeEventListener(...it);
      for (const it of [...touched.keys()]) tells(it);
      const ways = [...clicked].filter(([it]) => linkOf(it));
      for (const it of [...deeds().map((it) => [it, clicked.get(it)]), ...ways]) press(...it);
      const [dropped, left] = [files.splice(0), gone().trim()];
      end();
      follow();
      if (left) {
        say(left);
        addEventListener("click", () => say(""), { once: true, capture: true });
      }
      if (!dropped.length) return;
      const dataTransfer = new DataTransfer();
      for (const it of dropped) dataTransfer.items.add(it);
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    }

    /** Nothing comes that they could wait for. Where a link was to lead, a reload leads. */
    function drop() {
      const last = [...clicked.keys()].map((it) => it.closest("a[href^='#']")?.hash).filter(Boolean).pop();
      if (last) history.replaceState(null, "", last);
      end();
      find("waits").hidden = true;
    }

    /** Says whether a part has failed to come; it is asked for again. */
    function fail(is) {
      isLost = is;
      find("waits-again").textContent = "Try again";
      look();
    }

    /** When something more is pressed, or the network is back. */
    const next = () => new Promise((pressed) => (tell = pressed));

    return { next, goOn, release, drop, fail };
  };
})();
