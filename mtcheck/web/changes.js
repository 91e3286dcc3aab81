// Changes of a clean, to look at and decide: shared by the page of `mtcheck review` and that of `mtcheck serve`.
"use strict";

const CHANGES_ON_PAGE = 25;

// What rejected changes come to in mtcheck.toml.
function settingsOf(names) {
  return names.length ? `ignore-fingerprints = [\n${names.map((name) => `    "${name}",\n`).join("")}]` : "";
}

function ruleLinks(each, pages) {
  return each.rules.map((code, number) => {
    const name = `${code} ${each.names[number] ?? ""}`;
    return pages[code] ? element("a", { class: "chip", href: pages[code], rel: "noreferrer" }, name) : element("span", { class: "chip" }, name);
  });
}

class ChangeList {
  // nodes: list, where, previous, next, decided. at(index): a change; place(change): where it is;
  // pages: address of each rule's page; chosen(): indices to show; changed(): after each decision;
  // shared: the indices of each fingerprint that several changes have.
  constructor(nodes, { at, place, pages, chosen, changed, shared = {} }) {
    Object.assign(this, { nodes, at, place, pages, chosen, changed, shared });
    this.decisions = new Map();
    this.page = this.current = 0;
    nodes.previous.addEventListener("click", () => this.turn(-1));
    nodes.next.addEventListener("click", () => this.turn(1));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  rejected() {
    return [...this.decisions].filter(([, what]) => what === "reject").map(([index]) => index).sort((a, b) => a - b);
  }

  fingerprints() {
    return [...new Set(this.rejected().flatMap((index) => this.at(index).fingerprints))].sort();
  }

  // How many changes stay out with these: a fingerprint keeps the original everywhere that has it.
  covered(indices) {
    return new Set(indices.flatMap((index) => [index, ...this.at(index).fingerprints.flatMap((name) => this.shared[name] ?? [])])).size;
  }

  first() {
    this.page = this.current = 0;
    this.draw();
  }

  turn(by) {
    this.page += by;
    this.current = 0;
    this.draw();
  }

  here() {
    const found = this.chosen(), pages = Math.max(1, Math.ceil(found.length / CHANGES_ON_PAGE));
    this.page = Math.min(this.page, pages - 1);
    return [found.slice(this.page * CHANGES_ON_PAGE, (this.page + 1) * CHANGES_ON_PAGE), found.length, pages];
  }

  draw() {
    const [here, count, pages] = this.here(), { list, where, previous, next, decided } = this.nodes;
    this.current = Math.max(0, Math.min(this.current, here.length - 1));
    list.replaceChildren(...here.map((index, number) => this.row(index, number)));
    where.textContent = `${plural(count, "change")}, page ${this.page + 1} of ${pages}`;
    previous.disabled = this.page === 0;
    next.disabled = this.page >= pages - 1;
    const sum = (what) => [...this.decisions.values()].filter((each) => each === what).length.toLocaleString("en");
    const rejected = this.rejected(), covered = this.covered(rejected);
    decided.textContent = `${sum("accept")} accepted, ${sum("reject")} rejected${covered > rejected.length ? ` (${plural(covered, "place")} with the same words)` : ""}`;
  }

  row(index, number) {
    const each = this.at(index), made = this.decisions.get(index), [left, right] = each.context, others = this.covered([index]) - 1;
    const button = (what, name) => element("button", { type: "button", "aria-pressed": String(made === what), onclick: () => { this.current = number; this.decide(index, what); } }, name);
    return element("li", { class: `${number === this.current ? "current " : ""}${made ?? ""}` },
      element("p", {}, this.place(each)),
      element("p", {}, ...ruleLinks(each, this.pages), each.reason),
      element("p", { class: "before", dir: "auto" }, element("span", { class: "visually-hidden" }, "Before: "), left, element("del", {}, each.before), right),
      element("p", { class: "after", dir: "auto" }, element("span", { class: "visually-hidden" }, "After: "), left, element("ins", {}, each.after), right),
      element("p", {}, button("accept", "Accept"), " ", button("reject", "Reject"), others ? element("span", { class: "faint" }, ` A rejection also keeps ${plural(others, "other place")} with the same words.`) : ""));
  }

  decide(index, what) {
    if (what === null || this.decisions.get(index) === what) this.decisions.delete(index); else this.decisions.set(index, what);
    this.changed();
    this.draw();
  }

  move(by) {
    const { list, next } = this.nodes;
    if (this.current + by >= list.children.length && !next.disabled) { this.page += 1; this.current = 0; }
    else if (this.current + by < 0 && this.page) { this.page -= 1; this.current = CHANGES_ON_PAGE - 1; }
    else this.current += by;
    this.draw();
    list.children[this.current]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (isTyping(event) || !this.nodes.list.checkVisibility()) return;
    const act = { n: () => this.move(1), p: () => this.move(-1), a: "accept", r: "reject", u: null }[event.key];
    const [here] = this.here();
    if (act === undefined || !here.length) return;
    event.preventDefault();
    if (typeof act === "function") return act();
    this.decide(here[this.current], act);
    if (act) this.move(1);
  }
}
