// The search index is fetched when somebody searches, not by everybody who reads.
{
  const { send } = XMLHttpRequest.prototype, { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.waits = String(address).endsWith("search/search_index.json") && !new URLSearchParams(location.search).has("q");
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.waits) return send.apply(this, body);
    const box = document.querySelector("[data-md-component=search-query]");
    box.addEventListener("focus", () => send.apply(this, body), { once: true });
  };
}
