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
    return [...this.decisions].filter(([, what]) => what !== "accept").map(([index]) => index).sort((a, b) => a - b);
  }

  // What ignore-fingerprints takes: a fingerprint, and for a rejection "here" the text that it is limited to.
  fingerprints() {
    return [...new Set(this.rejected().flatMap((index) => {
      const { fingerprints, place } = this.at(index);
      return this.decisions.get(index) === "here" ? fingerprints.map((name) => `${name} ${place}`) : fingerprints;
    }))].sort();
  }

  // How many changes stay out with these: a fingerprint keeps the original everywhere that has it.
  covered(indices) {
    const same = (index) => this.at(index).fingerprints.flatMap((name) => this.shared[name] ?? []);
    return new Set(indices.flatMap((index) => [index,
      ...same(index).filter((other) => this.decisions.get(index) !== "here" || this.at(other).place === this.at(index).place)])).size;
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
    decided.textContent = `${sum("accept")} accepted, ${rejected.length.toLocaleString("en")} rejected${covered > rejected.length ? ` (${plural(covered, "place")} with the same words)` : ""}`;
  }

  row(index, number) {
    const each = this.at(index), made = this.decisions.get(index), [left, right] = each.context, others = this.others(index);
    const button = (what, name) => element("button", { type: "button", "aria-pressed": String(made === what), onclick: () => { this.current = number; this.decide(index, what); } }, name);
    return element("li", { class: `${number === this.current ? "current " : ""}${made === "here" ? "reject" : made ?? ""}` },
      element("p", {}, this.place(each)),
      element("p", {}, ...ruleLinks(each, this.pages), each.left_out ? element("strong", {}, "Left out: ") : "", each.reason),
      element("p", { class: "before", dir: "auto" }, element("span", { class: "visually-hidden" }, "Before: "), left, element("del", {}, each.before), right),
      element("p", { class: "after", dir: "auto" }, element("span", { class: "visually-hidden" }, "After: "), left, element("ins", {}, each.after), right),
      element("p", {}, button("accept", "Accept"), " ", button("reject", others ? "Reject everywhere" : "Reject"), ...(others && each.place ? [" ", button("here", "Reject here only")] : []),
        others ? element("span", { class: "faint" }, ` ${plural(others, "other place")} with the same words`) : ""));
  }

  // Other changes with the same fingerprint.
  others(index) {
    return new Set(this.at(index).fingerprints.flatMap((name) => this.shared[name] ?? []).filter((other) => other !== index)).size;
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
    const act = { n: () => this.move(1), p: () => this.move(-1), a: "accept", r: "reject", h: "here", u: null }[event.key];
    const [here] = this.here();
    if (act === undefined || !here.length) return;
    event.preventDefault();
    if (typeof act === "function") return act();
    if (act === "here" && !(this.at(here[this.current]).place && this.others(here[this.current]))) return;
    this.decide(here[this.current], act);
    if (act) this.move(1);
  }
}
