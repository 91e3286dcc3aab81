// The changes of a clean, to be looked at and decided: in parts, each parsed when it is shown.
"use strict";

const SAMPLE = 10;
const parts = [...document.querySelectorAll("script.changes")], parsed = new Map();
const run = JSON.parse(document.getElementById("run").textContent);
const key = `mtcheck-review-${run.id}`;
const byId = (id) => document.getElementById(id);
const rule = byId("rule"), amount = byId("amount");

function change(index) {
  const part = Math.floor(index / run.size);
  if (!parsed.has(part)) parsed.set(part, JSON.parse(parts[part].textContent));
  return parsed.get(part)[index % run.size];
}

const changes = new ChangeList(
  { list: byId("changes"), where: byId("where"), previous: byId("previous"), next: byId("next"), decided: byId("decided") },
  { at: change, pages: run.pages, chosen, changed: keep, shared: run.shared, place: (each) => `${each.file}${each.record ? ` [${each.record}]` : ""}, line ${each.line}` });

// Which changes are shown: all of a rule, some of each spread over the run, or what was rejected.
function chosen() {
  if (amount.value === "reject") return changes.rejected();
  const wanted = rule.value === "" ? null : Number(rule.value);
  const groups = new Map();
  run.kinds.forEach((kind, index) => {
    if (wanted !== null && !run.sets[kind].includes(wanted)) return;
    const name = wanted ?? run.sets[kind][0];
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(index);
  });
  const all = [...groups.values()];
  if (amount.value === "all") return all.flat().sort((a, b) => a - b);
  return all.flatMap((each) => each.length <= SAMPLE ? each
    : Array.from({ length: SAMPLE }, (_, number) => each[Math.floor(number * each.length / SAMPLE)]));
}

// The browser remembers decisions; where it keeps nothing the page still works.
function keep() {
  byId("settings").value = settingsOf(changes.fingerprints());
  try { localStorage.setItem(key, JSON.stringify([...changes.decisions])); } catch { /* as said */ }
}

function remember() {
  try {
    for (const [index, what] of JSON.parse(localStorage.getItem(key) ?? "[]")) if (index < run.kinds.length) changes.decisions.set(index, what);
  } catch { /* as said */ }
}

function table(title, head, rows, note = "") {
  const row = (cells) => element("tr", {}, ...cells.map((each) => element("td", {}, each)));
  return element("section", {}, element("h2", {}, title), longTable(title, head, rows, row, 5), note && element("p", { class: "faint" }, note));
}

remember();
byId("verdict").textContent = run.verdict;
byId("made").append(...withCode(run.made));
const number = (each) => each ? each.toLocaleString("en") : "–";
byId("sums").append(
  table("By rule", ["Rule", "Repaired", "Left out"], run.rules.map((each) => [element("a", { href: run.pages[each.code], rel: "noreferrer" }, `${each.code} ${each.name}`), number(each.count - each.left_out), number(each.left_out)]),
    "Repaired is text that was changed, left out what is gone. A change may have several rules and counts for each."),
  ...(run.left.length ? [table("What remains", ["Rule", "Findings", "Leaves it out"], run.left.map((each) => [element("a", { href: each.page, rel: "noreferrer" }, each.name), number(each.count), each.drop ? element("code", {}, `--drop ${each.drop}`) : "–"]),
    "mtcheck check shows each.")] : []),
  table("Changed most", ["Document", "Changes", "Characters removed", "Added"], run.documents.map((each) => [each.name, number(each.changes), number(each.removed), number(each.added)])));
rule.append(element("option", { value: "" }, `all rules (${number(run.kinds.length)})`),
  ...run.rules.map((each) => element("option", { value: run.codes.indexOf(each.code) }, `${each.code} ${each.name} (${number(each.count)})`)));
for (const each of [rule, amount]) each.addEventListener("change", () => changes.first());
byId("copy").addEventListener("click", () => { byId("settings").select(); document.execCommand("copy"); });
byId("save").addEventListener("click", () => {
  const text = JSON.stringify({ schema: "mtcheck.decisions/1", run: run.id, rejected: changes.fingerprints() }, null, 1);
  element("a", { download: "decisions.json", href: URL.createObjectURL(new Blob([text], { type: "application/json" })) }).click();
});
byId("settings").value = settingsOf(changes.fingerprints());
changes.draw();
