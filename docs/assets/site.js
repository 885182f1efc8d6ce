// SPDX-License-Identifier: MIT
// Search is for those who search: its index and its worker are fetched when somebody types, not by everybody who reads.
{
  const { open, send } = XMLHttpRequest.prototype, Native = Worker;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.waits = String(address).endsWith("search/search_index.json") && !new URLSearchParams(location.search).has("q");
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.waits) return send.apply(this, body);
    const box = document.querySelector("[data-md-component=search-query]");
    box.addEventListener("focus", () => send.apply(this, body), { once: true });
  };
  window.Worker = class extends EventTarget {
    constructor(...made) { Object.assign(super(), { made }); }
    postMessage(message) {
      // From a disk no worker's file may be read: there its code comes with the index.
      this.worker ??= Object.assign(new Native(...(window.searchWorker ? [URL.createObjectURL(new Blob([window.searchWorker]))] : this.made)),
        { onmessage: ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })) });
      this.worker.postMessage(message);
    }
  };
}

// What moves is a custom element with its text inside, for those without scripts. Its script is fetched when that comes near the screen.
addEventListener("DOMContentLoaded", () => {
  const assets = new URL(".", document.querySelector("script[src$='site.js']").src);
  const near = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter((entry) => entry.isIntersecting)) {
      near.unobserve(target);
      for (const name of [...target.querySelectorAll(":not(:defined)")].flatMap((element) => [element.getAttribute("needs"), element.localName])) {
        // A plain script, for a module would not load from a disk. They run in the order in which they were asked for.
        const src = `${assets}${name}.js`;
        if (name && !document.querySelector(`script[src="${src}"]`)) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
      }
    }
  }, { rootMargin: "300px" });
  // The parts of the page that hold one: itself it may be in a fold that is closed, and then comes near no screen.
  document.querySelectorAll("answer-box, [needs]").forEach((element) => near.observe(element.closest("article > *")));
});

// A formula that is copied is copied whole, and as TeX; what a reader does not see stays behind.
addEventListener("copy", (event) => {
  if (getSelection().isCollapsed) return;
  const chosen = getSelection().getRangeAt(0).cloneRange(), ends = [chosen.startContainer, chosen.endContainer];
  const [first, last] = ends.map((end) => end.parentElement.closest(".katex-display") || end.parentElement.closest(".katex"));
  first && chosen.setStartBefore(first), last && chosen.setEndAfter(last);
  const copied = chosen.cloneContents(), tex = (formula) => formula.querySelector("annotation").textContent.trim();
  if (!copied.querySelector(".katex")) return;
  for (const block of copied.querySelectorAll("p, li, tr, h1, h2, h3, .katex-display")) block.append("\n");
  for (const part of copied.querySelectorAll(".katex, script, template, button, .headerlink, details:not([open]) > :not(summary)"))
    part.replaceWith(!part.matches(".katex") ? "" : part.closest(".katex-display") ? `$$${tex(part)}$$` : `$${tex(part)}$`);
  event.clipboardData.setData("text/plain", copied.textContent.replace(/\n(\s*\n)+/g, "\n\n").trim());
  event.preventDefault();
});
