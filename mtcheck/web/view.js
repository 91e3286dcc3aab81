// The view of one checked document and of many: shared by the report and the page of `mtcheck serve`.
// Article text enters the page by textContent only, so nothing in it is ever markup.
"use strict";

const SEVERITIES = ["critical", "major", "minor", "neutral"];
// Hues of language bands; the expected language has none.
const HUES = [200, 30, 280, 140, 340, 60, 240, 100, 0, 310];
// A browser lays out what is in sight only, if the article comes in blocks; they end with a line.
const BLOCK_CHARACTERS = 4000;
// Rows of a table at first, and on each demand for more.
const ROWS = 300;

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function plural(count, noun, many = `${noun}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

// What a reader calls a language. Some browsers have no name for Tibetan.
const LANGUAGE_NAMES = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
const UNNAMED = { bo: "Tibetan", und: "no language" };

function languageName(code) {
  try {
    return UNNAMED[code] ?? LANGUAGE_NAMES.of(code) ?? code;
  } catch { // not a tag
    return code;
  }
}

// Text with `code` in it.
function withCode(text) {
  return text.split("`").map((part, index) => index % 2 ? element("code", {}, part) : part);
}

// A table of names and counts, with a bar for each count. A name with a page links to it.
function bars(title, head, rows) {
  const most = Math.max(1, ...rows.map((each) => each.count));
  const table = longTable(title, [head, "Findings"], rows, (each) => {
    const bar = element("span", { class: "fill" });
    bar.style.width = `${Math.max(1, (each.count / most) * 100)}%`;
    return element("tr", {},
      element("td", {}, each.page ? element("a", { href: each.page, rel: "noreferrer" }, each.name) : each.name),
      element("td", { class: "count" }, each.count.toLocaleString("en"), element("span", { class: "track", "aria-hidden": "true" }, bar)));
  }, 8);
  return element("section", {}, element("h2", {}, title), table);
}

// A table that grows on demand: thousands of rows at once would hold up the browser.
function longTable(title, head, items, row, rows = ROWS) {
  const body = element("tbody");
  const more = element("button", { type: "button", onclick: () => grow() });
  const grow = () => {
    body.append(...items.slice(body.childElementCount, body.childElementCount + rows).map(row));
    const left = items.length - body.childElementCount;
    rows = ROWS;
    more.textContent = left > rows ? `Show ${rows} more of ${left.toLocaleString("en")}` : `Show ${left} more`;
    more.hidden = !left;
  };
  grow();
  const columns = head.map((name) => element("th", { scope: "col" }, name));
  return element("div", {}, element("table", {}, element("caption", { class: "visually-hidden" }, title),
    element("thead", {}, element("tr", {}, ...columns)), body), more);
}

class ArticleView {
  // root: where to draw; keep(finding): whether a finding passes the filters; pages: address of each rule's page.
  constructor(root, keep = () => true, pages = {}) {
    this.root = root;
    this.pages = pages;
    this.keep = keep;
    this.data = null;
    this.selected = -1;
  }

  show(data) {
    this.data = data;
    this.selected = -1;
    this.draw();
  }

  // A heading and a sentence in place of an article.
  say(title, sentence) {
    this.data = null;
    this.root.replaceChildren(element("h2", {}, title), element("p", { class: "faint" }, sentence));
  }

  // A rule's name, linked where its page is known.
  rule(finding) {
    const name = `${finding.rule} ${finding.name}`, page = this.pages[finding.rule];
    return page ? element("a", { href: page, rel: "noreferrer" }, name) : name;
  }

  draw() {
    const data = this.data;
    if (!data) return;
    this.shown = data.findings.map((finding) => this.keep(finding));
    this.marks = data.findings.map(() => []);
    this.detail = element("div", { class: "detail hidden", role: "region", "aria-live": "polite", "aria-label": "The chosen finding" });
    const count = this.shown.filter(Boolean).length;
    const record = data.record ? ` [${data.record}]` : "";
    this.root.replaceChildren(
      element("h2", {}, `${data.uri}${record}`),
      element("div", { class: "meta" },
        element("span", { class: "faint" }, `expected ${languageName(data.lang)} · quality ${data.quality ?? "–"}${data.fluency ? ` · fluency ${data.fluency.index} (${languageName(data.fluency.lang)}, AUC ${data.fluency.auc})` : ""} · ${plural(count, "finding")} shown`,
          ...data.scores.map(([name, score]) => score === null ? "" : ` · ${name} ${score.toFixed(1)}`),
          data.faults.length ? ` · ${plural(data.faults.length, "rule crash", "rule crashes")}` : ""),
        this.languages(),
        element("span", { class: "faint keys" }, element("kbd", {}, "n"), " next, ", element("kbd", {}, "p"), " previous finding")),
      this.detail,
      this.article(),
      this.table(),
    );
  }

  languages() {
    this.hue = new Map();
    for (const segment of this.data.segments)
      if (segment.lang !== this.data.lang && segment.lang !== "und" && !this.hue.has(segment.lang))
        this.hue.set(segment.lang, HUES[this.hue.size % HUES.length]);
    const chips = [...this.hue].map(([code, hue]) => {
      const chip = element("span", { class: "chip" }, languageName(code));
      chip.style.borderColor = `hsl(${hue} 60% 50%)`;
      chip.style.borderWidth = "2px";
      return chip;
    });
    return element("span", { class: "languages", role: "group", "aria-label": "Languages found" }, element("span", { class: "chip" }, languageName(this.data.lang)), ...chips);
  }

  article() {
    const box = element("div", { class: "article", dir: "auto", tabindex: "0", role: "group", "aria-label": "The article" });
    let block = element("div", { class: "block" }), size = 0, band = null, code = null;
    for (const segment of this.data.segments) {
      const found = segment.findings.filter((index) => this.shown[index]);
      if (segment.lang !== code) {
        band = this.band(segment.lang, "lang");
        block.append(band);
        code = segment.lang;
      }
      if (!found.length) {
        let text = segment.text, cut;
        while (size + text.length > BLOCK_CHARACTERS && (cut = text.indexOf("\n", Math.max(0, BLOCK_CHARACTERS - size)) + 1)) {
          band.append(text.slice(0, cut));
          text = text.slice(cut);
          box.append(block);
          band = this.band(code, "lang on");
          block = element("div", { class: "block" }, band);
          size = 0;
        }
        band.append(text);
        size += text.length;
        continue;
      }
      size += segment.text.length;
      const worst = SEVERITIES.find((level) => found.some((index) => this.data.findings[index].severity === level));
      // The narrowest says most; another click goes on to the next one at this place.
      found.sort((a, b) => this.data.findings[a].length - this.data.findings[b].length || a - b);
      const click = () => this.choose(found[(found.indexOf(this.selected) + 1) % found.length], false);
      const mark = element("mark", {
        class: worst + (segment.text.trim() ? "" : " blank"), tabindex: "0", role: "button", "aria-pressed": "false",
        "aria-label": `${segment.text.trim() || "white space"}: ${found.map((index) => this.data.findings[index].message).join("; ")}`,
        title: found.map((index) => this.data.findings[index]).map((each) => `${each.rule} ${each.name}: ${each.message}`).join("\n"),
        onclick: click,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); click(); } },
      }, segment.text);
      for (const index of found) this.marks[index].push(mark);
      band.append(mark);
    }
    box.append(block);
    return box;
  }

  // A stretch of one language.
  band(code, name) {
    const band = element("span", { lang: code === "und" ? null : code });
    if (this.hue.has(code)) {
      band.className = name;
      band.title = languageName(code);
      band.style.borderColor = `hsl(${this.hue.get(code)} 60% 50%)`;
      band.style.backgroundColor = `hsl(${this.hue.get(code)} 70% 50% / .13)`;
    }
    return band;
  }

  table() {
    const able = this.data.findings.map((_, index) => index).filter((index) => this.shown[index]);
    if (!able.length) return element("p", { class: "faint" }, "No finding passes the filters.");
    return longTable("Findings", ["Place", "Rule", "What", "Fix"], able, (index) => this.row(this.data.findings[index], index));
  }

  row(finding, index) {
    return element("tr", {},
      element("td", {}, element("button", { type: "button", onclick: () => this.choose(index, true), "aria-label": `${finding.line}:${finding.column}, show finding ${index + 1}` }, `${finding.line}:${finding.column}`)),
      element("td", {}, this.rule(finding), element("br"), element("span", { class: "faint" }, finding.severity)),
      element("td", {}, finding.message),
      element("td", {}, finding.fix));
  }

  choose(index, scroll) {
    this.selected = index;
    for (const mark of this.root.querySelectorAll("mark")) mark.setAttribute("aria-pressed", "false");
    for (const mark of this.marks[index]) mark.setAttribute("aria-pressed", "true");
    const finding = this.data.findings[index];
    this.detail.classList.remove("hidden");
    this.detail.replaceChildren(
      element("p", {}, element("strong", {}, this.rule(finding)), ` · ${finding.severity} · ${finding.category} · confidence ${finding.confidence}`),
      element("p", {}, finding.message),
      element("p", { class: "faint" }, ...withCode(finding.summary)),
      ...(finding.change ? [
        element("p", { class: "before" }, finding.change.left, element("del", {}, finding.change.before), finding.change.right),
        element("p", { class: "after" }, finding.change.left, element("ins", {}, finding.change.after), finding.change.right),
        element("p", { class: "faint" }, finding.fix),
      ] : []),
    );
    if (scroll && this.marks[index][0]) { this.marks[index][0].scrollIntoView({ block: "center" }); this.marks[index][0].focus(); }
  }

  step(by) {
    const able = this.data ? this.data.findings.map((_, index) => index).filter((index) => this.shown[index] && this.marks[index].length) : [];
    if (!able.length) return;
    const at = able.indexOf(this.selected);
    this.choose(able[at < 0 ? (by > 0 ? 0 : able.length - 1) : (at + by + able.length) % able.length], true);
  }
}

// Keys are letters of a text while somebody types.
function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
}

function stepByKeys(view) {
  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || !view.root.checkVisibility()) return;
    if (event.key === "n") view.step(1);
    else if (event.key === "p") view.step(-1);
  });
}

// Checkboxes of one kind; all are set at first. Returns the set of names that are set.
function checkboxes(box, names, label, changed) {
  const chosen = new Set(names.map((each) => each.name));
  box.replaceChildren(element("legend", {}, label), ...names.map((each) => {
    const input = element("input", { type: "checkbox", value: each.name });
    input.checked = true;
    input.addEventListener("change", () => { if (input.checked) chosen.add(each.name); else chosen.delete(each.name); changed(); });
    return element("label", {}, input, ` ${each.shown ?? `${each.name} ${each.title ?? ""}`} (${each.count.toLocaleString("en")})`);
  }));
  return chosen;
}
