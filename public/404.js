// On the page that a host shows for an address that is not there. A mail program
// or a chat may have written the # of a link as %23, which makes a path of it:
// such a link is sent on to where it was meant to go, within this folder alone.
// Everything else stays on this page.

(() => {
  "use strict";

  const folder = new URL(".", document.currentScript.src);
  document.getElementById("app-link").href = folder.href;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("404.css", folder).href }));
  if (!location.pathname.startsWith(folder.pathname)) return;
  // Written as %23 once more by the next program, it is %2523.
  const behind = location.pathname.slice(folder.pathname.length).match(/^(?:index\.html)?%(?:25)*23(.*)$/i)?.[1];
  if (behind === undefined) return;
  const fragment = behind.replace(/%(?:25)*2f/gi, "/").replace(/%(?:25)*2e/gi, ".");
  // A link with something in it, or a page of the app: nothing else is ours.
  if (!/^(?:[se]\d{1,3}\.[\w.-]+|\/[\w./-]*)$/.test(fragment)) return;
  location.replace(`${folder.href}#${fragment}`);
})();
