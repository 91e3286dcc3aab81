// The report of a run: one element of JSON a document, parsed when it is looked at.
"use strict";

const PAGE = 50;
// Bars of a chart: what a reader compares at a glance.
const CHARTED = 8;
const holders = [...document.querySelectorAll("script.document")];
const run = JSON.parse(document.getElementById("run").textContent);
const documents = holders.map((holder) => JSON.parse(holder.dataset.head));
let page = 0, current = -1;

const at = (id) => document.getElementById(id);
const named = (each) => each.record ? `${each.uri} [${each.record}]` : each.uri;
const languages = [...documents.reduce((sums, each) => {
  for (const code of each.languages) sums.set(code, (sums.get(code) ?? 0) + 1);
  return sums;
}, new Map())].map(([name, count]) => ({ name, shown: languageName(name), count })).sort((a, b) => b.count - a.count);

const rules = checkboxes(at("rules"), run.rules, "Rules", again);
const severities = checkboxes(at("severities"), run.severities, "Severity", again);
const codes = checkboxes(at("languages"), languages, "Languages of the text", again);
const view = new ArticleView(at("view"),
  (finding) => rules.has(finding.rule) && severities.has(finding.severity) && codes.has(finding.lang),
  Object.fromEntries(run.rules.map((each) => [each.name, each.page])));

// How bad the worst finding is: 0 is critical.
const worst = documents.map((each) => Math.min(SEVERITIES.length, ...each.kinds.map(([, severity]) => SEVERITIES.indexOf(severity))));
// A text too short to have a quality comes after those that have one.
const quality = documents.map((each) => each.quality ?? Infinity);
const less = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const ORDERS = {
  worst: (a, b) => less(worst[a], worst[b]) || less(quality[a], quality[b]) || documents[b].findings - documents[a].findings || a - b,
  quality: (a, b) => less(quality[a], quality[b]) || a - b,
  findings: (a, b) => documents[b].findings - documents[a].findings || a - b,
  read: (a, b) => a - b,
};

function matching() {
  const wanted = at("search").value.toLowerCase();
  return documents.map((each, index) => index).filter((index) => {
    const each = documents[index];
    const passes = !each.kinds.length || each.kinds.some(([rule, severity]) => rules.has(rule) && severities.has(severity));
    return passes && named(each).toLowerCase().includes(wanted);
  }).sort(ORDERS[at("order").value]);
}

function refresh() {
  const found = matching(), pages = Math.max(1, Math.ceil(found.length / PAGE));
  page = Math.min(page, pages - 1);
  at("documents").replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map((index) => {
    const each = documents[index];
    return element("li", {}, element("button", { type: "button", "aria-current": String(index === current), onclick: () => open(index) },
      named(each), element("br"),
      element("span", { class: "faint" }, `${plural(each.findings, "finding")}, quality ${each.quality ?? "–"}`)));
  }));
  at("where").textContent = `${plural(found.length, "document")}, page ${page + 1} of ${pages}`;
  at("previous").disabled = page === 0;
  at("next").disabled = page >= pages - 1;
  return found;
}

function again() {
  page = 0;
  refresh();
  view.draw();
}

function turn(by) {
  page += by;
  refresh();
}

function open(index) {
  current = index;
  const text = holders[index].textContent;
  if (text) view.show(JSON.parse(text));
  else view.say(named(documents[index]), "This page holds the text of the first documents only, or a browser could not open it. Check this one alone to see its findings.");
  refresh();
}

// The figures of a run, in sentences.
function verdict() {
  const count = (test) => worst.filter(test).length, all = documents.length;
  const bad = count((level) => level <= 1), clean = count((level) => level === SEVERITIES.length);
  const known = quality.filter((each) => each !== Infinity).sort((a, b) => a - b);
  const some = (number) => `${number.toLocaleString("en")} of ${plural(all, "document")}`;
  const sentences = [
    bad ? `${some(bad)} ${bad === 1 ? "has" : "have"} critical or major findings.` : `No document of ${all.toLocaleString("en")} has a critical or major finding.`,
    clean ? `${clean.toLocaleString("en")} ${clean === 1 ? "has" : "have"} no finding.` : "",
    known.length ? `Quality (0–100): median ${known[known.length >> 1]}, lowest ${known[0]}. It counts faults per 100 words (minor 1, major 5, critical 25), so one fault costs a long text little.` : "",
    run.repaired ? `mtcheck clean repairs ${run.repaired.toLocaleString("en")} of ${plural(run.findings, "finding")}.` : "",
  ];
  return all ? sentences.filter(Boolean).join(" ") : "Nothing was checked.";
}

// A cell that a spreadsheet takes for text, whatever it begins with.
const cell = (value) => `"${String(value ?? "").replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;

function save() {
  const rows = matching().map((index) => {
    const each = documents[index];
    return [each.uri, each.record, each.quality, each.findings, SEVERITIES[worst[index]]];
  });
  const text = [["file", "record", "quality", "findings", "worst"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  element("a", { download: "documents.csv", href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" })) }).click();
}

at("search").addEventListener("input", () => { page = 0; refresh(); });
at("order").addEventListener("change", () => { page = 0; refresh(); });
at("save").addEventListener("click", save);
at("previous").addEventListener("click", () => turn(-1));
at("next").addEventListener("click", () => turn(1));
at("verdict").textContent = verdict();
at("made").replaceChildren(...withCode(run.made));
at("charts").append(
  bars("Findings by rule", "Rule", run.rules.map((each) => ({ name: `${each.name} ${each.title}`, page: each.page, count: each.count }))),
  bars("Documents with the most findings", "Document", documents.filter((each) => each.findings).sort((a, b) => b.findings - a.findings).slice(0, CHARTED)
    .map((each) => ({ name: named(each), count: each.findings }))));
at("summary").textContent =
  `${plural(run.documents, "document")}, ${plural(run.characters, "character")}, ${plural(run.findings, "finding")}` +
  (run.documents > documents.length ? `; ${plural(run.documents - documents.length, "document")} not in this page` : "") +
  (run.faults ? `, ${plural(run.faults, "rule crash", "rule crashes")}` : "") + (run.unread.length ? `, ${run.unread.length} unread:` : "");
at("unread").append(...run.unread.map((each) => element("li", {}, `${named(each)}: ${each.message}`)));
stepByKeys(view);
const first = refresh();
if (first.length) open(first[0]);
