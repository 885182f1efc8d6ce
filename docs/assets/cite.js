// SPDX-License-Identifier: MIT
// A control on each card that says how to cite it; and, on an edition, which of its answers have changed since.
{
  const pattern = document.querySelector("#__cite"), assets = new URL(".", document.currentScript.src);
  const copy = (button, code) => {
    getSelection().selectAllChildren(code);
    navigator.clipboard?.writeText(code.textContent).then(() => button.textContent = "Copied");
  };
  const cite = (card, id, button) => {
    const open = card.querySelector(".citation"), part = `${{ wrong: "mistake" }[card.className] ?? card.className} ${id}`;
    button.ariaExpanded = !open;
    if (open) return open.remove();
    const citation = card.appendChild(pattern.content.firstElementChild.cloneNode(true));
    citation.innerHTML = citation.innerHTML.replaceAll("PLACE", card.id).replace("PART", part).replace("PART", part.replaceAll("_", "\\_"));
  };
  document.addEventListener("click", ({ target }) => target.matches(".citation > .cite") && copy(target, target.parentElement.querySelector("code")));
  const plain = (answer) => JSON.stringify([answer?.value], (_, value) => typeof value == "number" ? +value.toPrecision(9) : value);
  const compare = async (cards) => {
    const [then, now] = await Promise.all(["../", "../../"].map(async (up) => (await fetch(new URL(`${up}answers.json`, assets))).json()));
    const changed = cards.filter(([id]) => then[id] && plain(then[id]) !== plain(now[id]));
    document.querySelector("#__changed").textContent = changed.length ? `Corrected since, on this page: ${changed.map(([id]) => id).join(", ")}.` : "";
    for (const [id, address] of changed) address.insertAdjacentHTML("beforebegin", `<p class="changed"><a href="${
      location.href.split("#")[0].replace(new URL("../", assets), new URL("../../", assets))}#${address.parentElement.id}">${id in now ? "Corrected" : "Withdrawn"} since this edition</a></p>`);
  };
  const cards = [...document.querySelectorAll(":is(.answer, .wrong, .step) > .address")].map((address) => [address.firstElementChild.textContent, address]);
  for (const [id, address] of cards)
    Object.assign(address.querySelector(".cite"), { ariaLabel: `cite ${id}`, onclick: ({ target }) => cite(address.parentElement, id, target) });
  if (pattern?.dataset.edition) compare(cards).catch(() => {});
}
