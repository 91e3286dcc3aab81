// The changes of a clean, to be looked at and decided: in parts, each parsed when it is shown.
"use strict";

const PAGE = 25, SAMPLE = 10;
const parts = [...document.querySelectorAll("script.changes")], parsed = new Map();
const run = JSON.parse(document.getElementById("run").textContent);
const key = `mtcheck-review-${run.id}`, decisions = new Map();
let page = 0, current = 0;
const byId = (id) => document.getElementById(id);
const rule = byId("rule"), amount = byId("amount"), list = byId("changes");

function change(index) {
  const part = Math.floor(index / run.size);
  if (!parsed.has(part)) parsed.set(part, JSON.parse(parts[part].textContent));
  return parsed.get(part)[index % run.size];
}

// Which changes are shown: all of a rule, some of each spread over the run, or what was rejected.
function chosen() {
  if (amount.value === "reject") return [...decisions].filter(([, what]) => what === "reject").map(([index]) => index).sort((a, b) => a - b);
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

function shown(each) {
  const place = `${each.file}${each.record ? ` [${each.record}]` : ""}, line ${each.line}`;
  const [left, right] = each.context;
  return [
    element("p", {}, place),
    element("p", {}, ...each.rules.map((code, number) => element("a", { class: "chip", href: run.pages[code], rel: "noreferrer" }, `${code} ${each.names[number] ?? ""}`)), each.reason),
    element("p", { class: "before" }, element("span", { class: "visually-hidden" }, "Before: "), left, element("del", {}, each.before), right),
    element("p", { class: "after" }, element("span", { class: "visually-hidden" }, "After: "), left, element("ins", {}, each.after), right),
  ];
}

function row(index, number) {
  const decided = decisions.get(index);
  const button = (what, name) => element("button", { type: "button", "aria-pressed": String(decided === what), onclick: () => { current = number; decide(index, what); } }, name);
  return element("li", { class: `${number === current ? "current " : ""}${decided ?? ""}` },
    ...shown(change(index)), element("p", {}, button("accept", "Accept"), " ", button("reject", "Reject")));
}

function draw() {
  const found = chosen(), pages = Math.max(1, Math.ceil(found.length / PAGE));
  page = Math.min(page, pages - 1);
  const here = found.slice(page * PAGE, (page + 1) * PAGE);
  current = Math.max(0, Math.min(current, here.length - 1));
  list.replaceChildren(...here.map(row));
  byId("where").textContent = `${plural(found.length, "change")}, page ${page + 1} of ${pages}`;
  byId("previous").disabled = page === 0;
  byId("next").disabled = page >= pages - 1;
  const count = (what) => [...decisions.values()].filter((each) => each === what).length;
  byId("decided").textContent = `${count("accept").toLocaleString("en")} accepted, ${count("reject").toLocaleString("en")} rejected`;
  byId("settings").value = settings();
  return here;
}

function rejected() {
  return [...new Set([...decisions].filter(([, what]) => what === "reject").flatMap(([index]) => change(index).fingerprints))].sort();
}

function settings() {
  const names = rejected();
  return names.length ? `ignore-fingerprints = [\n${names.map((name) => `    "${name}",\n`).join("")}]` : "";
}

function decide(index, what) {
  if (what === null || decisions.get(index) === what) decisions.delete(index); else decisions.set(index, what);
  try { localStorage.setItem(key, JSON.stringify([...decisions])); } catch { /* the browser keeps nothing: the page still works */ }
  draw();
}

function move(by) {
  const here = list.children.length;
  if (current + by >= here && !byId("next").disabled) { page += 1; current = 0; }
  else if (current + by < 0 && page) { page -= 1; current = PAGE - 1; }
  else current += by;
  draw();
  list.children[current]?.scrollIntoView({ block: "nearest" });
}

function table(title, head, rows) {
  return element("section", {}, element("h2", {}, title), element("table", {}, element("thead", {}, element("tr", {}, ...head.map((each) => element("th", { scope: "col" }, each)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((each) => element("td", {}, each)))))));
}

try { for (const [index, what] of JSON.parse(localStorage.getItem(key) ?? "[]")) if (index < run.kinds.length) decisions.set(index, what); } catch { /* as above */ }
byId("verdict").textContent = run.verdict;
byId("made").textContent = run.made;
const number = (each) => each.toLocaleString("en");
byId("sums").append(
  table("By rule", ["Rule", "Changes"], run.rules.map((each) => [element("a", { href: run.pages[each.code], rel: "noreferrer" }, `${each.code} ${each.name}`), number(each.count)])),
  table("Changed most", ["Document", "Changes", "Characters removed", "Added"], run.documents.map((each) => [each.name, number(each.changes), number(each.removed), number(each.added)])));
rule.append(element("option", { value: "" }, `all rules (${number(run.kinds.length)})`),
  ...run.rules.map((each) => element("option", { value: run.codes.indexOf(each.code) }, `${each.code} ${each.name} (${number(each.count)})`)));
for (const each of [rule, amount]) each.addEventListener("change", () => { page = current = 0; draw(); });
byId("previous").addEventListener("click", () => { page -= 1; current = 0; draw(); });
byId("next").addEventListener("click", () => { page += 1; current = 0; draw(); });
byId("copy").addEventListener("click", () => { byId("settings").select(); document.execCommand("copy"); });
byId("save").addEventListener("click", () => {
  const text = JSON.stringify({ schema: "mtcheck.decisions/1", run: run.id, rejected: rejected() }, null, 1);
  element("a", { download: "decisions.json", href: URL.createObjectURL(new Blob([text], { type: "application/json" })) }).click();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const here = chosen().slice(page * PAGE, (page + 1) * PAGE);
  const act = { n: () => move(1), p: () => move(-1), a: "accept", r: "reject", u: null }[event.key];
  if (act === undefined || !here.length) return;
  event.preventDefault();
  if (typeof act === "function") act(); else { decide(here[current], act); if (act) move(1); }
});
draw();
