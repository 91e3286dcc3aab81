// The report of a run: one element of JSON a document, parsed when it is looked at.
"use strict";

const PAGE = 50;
// Bars of a chart: what a reader compares at a glance.
const CHARTED = 8;
const holders = [...document.querySelectorAll("script.document")];
const run = JSON.parse(document.getElementById("run").textContent);
const documents = holders.map((holder) => JSON.parse(holder.dataset.head));
let page = 0, current = -1;

const list = document.getElementById("documents");
const search = document.getElementById("search");
const languages = [...documents.reduce((sums, each) => {
  for (const code of each.languages) sums.set(code, (sums.get(code) ?? 0) + 1);
  return sums;
}, new Map())].map(([name, count]) => ({ name, shown: languageName(name), count })).sort((a, b) => b.count - a.count);

const rules = checkboxes(document.getElementById("rules"), run.rules, "Rules", refresh);
const severities = checkboxes(document.getElementById("severities"), run.severities, "Severity", refresh);
const codes = checkboxes(document.getElementById("languages"), languages, "Languages of the text", refresh);
const view = new ArticleView(document.getElementById("view"),
  (finding) => rules.has(finding.rule) && severities.has(finding.severity) && codes.has(finding.lang));

function matching() {
  const wanted = search.value.toLowerCase();
  return documents.map((each, index) => index).filter((index) => {
    const each = documents[index];
    const speaks = !each.kinds.length || each.kinds.some(([rule, severity]) => rules.has(rule) && severities.has(severity));
    return speaks && `${each.uri} ${each.record ?? ""}`.toLowerCase().includes(wanted);
  });
}

function refresh() {
  const found = matching(), pages = Math.max(1, Math.ceil(found.length / PAGE));
  page = Math.min(page, pages - 1);
  list.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map((index) => {
    const each = documents[index];
    return element("li", {}, element("button", { type: "button", "aria-current": String(index === current), onclick: () => open(index) },
      `${each.uri}${each.record ? ` [${each.record}]` : ""}`, element("br"),
      element("span", { class: "faint" }, `${plural(each.findings, "finding")}, quality ${each.quality ?? "–"}`)));
  }));
  document.getElementById("where").textContent = `${plural(found.length, "document")}, page ${page + 1} of ${pages}`;
  document.getElementById("previous").disabled = page === 0;
  document.getElementById("next").disabled = page >= pages - 1;
  view.draw();
}

function open(index) {
  current = index;
  view.show(JSON.parse(holders[index].textContent));
  refresh();
}

search.addEventListener("input", () => { page = 0; refresh(); });
document.getElementById("previous").addEventListener("click", () => { page -= 1; refresh(); });
document.getElementById("next").addEventListener("click", () => { page += 1; refresh(); });
document.getElementById("charts").append(
  barChart("Findings of each rule", run.rules.slice(0, CHARTED)),
  barChart("Documents with the most findings", documents.map((each) => ({ name: each.record ? `${each.uri} [${each.record}]` : each.uri, count: each.findings }))
    .filter((each) => each.count).sort((a, b) => b.count - a.count).slice(0, CHARTED)),
);
document.getElementById("summary").textContent =
  `${plural(run.documents, "document")}, ${plural(run.characters, "character")}, ${plural(run.findings, "finding")}` +
  (run.faults ? `, ${plural(run.faults, "rule crash")}` : "") + (run.unread.length ? `, ${run.unread.length} unread:` : "");
document.getElementById("unread").append(...run.unread.map((each) =>
  element("li", {}, `${each.uri}${each.record ? ` [${each.record}]` : ""}: ${each.message}`)));
stepByKeys(view);
if (documents.length) {
  const first = documents.findIndex((each) => each.findings);
  open(first < 0 ? 0 : first);
} else refresh();
