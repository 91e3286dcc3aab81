// The page of `mtcheck serve`. Text goes to this server and nowhere else, and is kept in this tab only.
"use strict";

// Longer texts are checked when the button is pressed, not while somebody types.
const LIVE_CHARACTERS = 100_000, PAUSE_MS = 500;
const TABS = ["findings", "cleaned", "changes"];
const at = (id) => document.getElementById(id);
let about = null, result = null, running = null, timer = 0, name = "text";
let rules = new Set(), severities = new Set(), codes = new Set();

const view = new ArticleView(at("view"),
  (finding) => rules.has(finding.rule) && severities.has(finding.severity) && codes.has(finding.lang));
stepByKeys(view);

const changes = new ChangeList(
  { list: at("log"), where: at("where"), previous: at("previous"), next: at("next"), decided: at("decided") },
  { at: (index) => result.changes[index], pages: {}, chosen: () => result ? result.changes.map((_, index) => index) : [], changed: decided,
    place: (each) => `line ${each.line.toLocaleString("en")}` });

function fail(message) {
  at("problem").textContent = message;
  at("problem").hidden = !message;
}

function request() {
  const body = { text: at("text").value, lang: at("lang").value, profile: at("profile").value, unsafe: at("unsafe").checked,
    drop: [...at("drop").querySelectorAll("input:checked")].map((input) => input.value) };
  if (at("source").value.trim()) body.source = at("source").value;
  if (at("reference").value.trim()) body.references = at("reference").value;
  return body;
}

async function check() {
  clearTimeout(timer);
  running?.abort();
  const mine = running = new AbortController(), started = performance.now();
  at("state").textContent = "checking …";
  const sent = request();
  try {
    const answer = await fetch("view", { method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify(sent), signal: mine.signal });
    const found = await answer.json();
    if (mine !== running) return;
    if (!answer.ok) throw new Error(found.error.message);
    fail("");
    show({ ...found, text: sent.text }, performance.now() - started);
  } catch (problem) {
    if (problem.name === "AbortError" || mine !== running) return;
    at("state").textContent = "";
    fail(problem instanceof TypeError ? "The server does not answer. Is `mtcheck serve` still running?" : problem.message);
  }
}

function counts(names, titles = {}) {
  const sums = new Map();
  for (const each of names) sums.set(each, (sums.get(each) ?? 0) + 1);
  return [...sums].map(([key, count]) => ({ name: key, title: titles[key] ?? "", count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function show(found, took) {
  result = found;
  const findings = found.view.findings, redraw = () => view.draw();
  const titles = Object.fromEntries(findings.map((each) => [each.rule, each.name]));
  rules = checkboxes(at("rules"), counts(findings.map((each) => each.rule), titles), "Rules", redraw);
  severities = checkboxes(at("severities"), counts(findings.map((each) => each.severity)), "Severity", redraw);
  codes = checkboxes(at("languages"), counts(findings.map((each) => each.lang)).map((each) => ({ ...each, shown: languageName(each.name) })), "Language of the text", redraw);
  at("filter").hidden = !findings.length;
  found.view.uri = name;
  view.show(found.view);
  changes.decisions.clear();
  decided();
  changes.first();
  at("tab-findings").textContent = `Findings (${findings.length.toLocaleString("en")})`;
  at("tab-changes").textContent = `Changes (${found.changes.length.toLocaleString("en")})`;
  at("state").textContent = `${plural(findings.length, "finding")}, ${plural(found.changes.length, "change")}, ${Math.round(took).toLocaleString("en")} ms`;
  at("result").hidden = false;
  at("hint").hidden = true;
}

// The cleaned text, with the original where a change was rejected. Places are code points.
function cleaned() {
  const rejected = new Set(changes.rejected());
  if (!rejected.size) return result.cleaned;
  const points = Array.from(result.text), out = [];
  let place = 0;
  result.changes.forEach((each, index) => {
    if (rejected.has(index)) return;
    out.push(points.slice(place, each.start).join(""), each.after);
    place = each.end;
  });
  return out.join("") + points.slice(place).join("");
}

function decided() {
  at("cleaned-text").textContent = cleaned();
  at("settings").value = settingsOf(changes.fingerprints());
  at("rejects").hidden = !at("settings").value;
  at("copied").textContent = at("copied-log").textContent = at("copied-settings").textContent = "";
}

function select(tab) {
  for (const each of TABS) {
    at(`tab-${each}`).setAttribute("aria-selected", String(each === tab));
    at(`tab-${each}`).tabIndex = each === tab ? 0 : -1;
    at(each).hidden = each !== tab;
  }
}

// What was rejected did not happen.
const log = () => result.changes.filter((_, index) => changes.decisions.get(index) !== "reject").map((each) => `${JSON.stringify(each)}\n`).join("");

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "copied";
  } catch {
    said.textContent = "the browser does not allow it; use Download";
  }
}

function download(text, kind, file) {
  const address = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  element("a", { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function read(file) {
  if (file.size > about.max_bytes) return fail(`${file.name} has more than ${about.max_bytes.toLocaleString("en")} bytes; use: mtcheck check FILE`);
  try {
    at("text").value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return fail(`${file.name} is no text in UTF-8; mtcheck check FILE reads other encodings and formats.`);
  }
  name = file.name;
  await check();
}

function later() {
  clearTimeout(timer);
  const length = at("text").value.length, live = at("live").checked, long = live && length > LIVE_CHARACTERS;
  at("limit").textContent = long ? `Press Check: longer than ${LIVE_CHARACTERS.toLocaleString("en")} characters, so not checked while you type.` : "";
  if (live && length && !long) timer = setTimeout(check, PAUSE_MS);
}

function listen() {
  at("form").addEventListener("submit", (event) => { event.preventDefault(); check(); });
  at("text").addEventListener("input", later);
  at("source").addEventListener("input", later);
  at("reference").addEventListener("input", later);
  for (const id of ["lang", "profile", "unsafe", "drop"]) at(id).addEventListener("change", () => { if (at("text").value) check(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check(); });
  at("open").addEventListener("click", () => at("file").click());
  at("file").addEventListener("change", () => { if (at("file").files[0]) read(at("file").files[0]); at("file").value = ""; });
  at("sample").addEventListener("click", async () => { at("text").value = await (await fetch("sample.txt")).text(); name = "sample"; await check(); });
  at("clear").addEventListener("click", () => { running?.abort(); running = null; at("text").value = at("source").value = at("reference").value = ""; name = "text"; at("result").hidden = true; at("hint").hidden = false; fail(""); at("text").focus(); });
  const area = at("text");
  // A file dropped beside the box must not replace the page.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  document.addEventListener("dragleave", () => area.classList.remove("over"));
  for (const tab of TABS) at(`tab-${tab}`).addEventListener("click", () => select(tab));
  at("tab-findings").parentElement.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], from = TABS.indexOf(event.target.id.slice(4));
    if (!by || from < 0) return;
    const next = TABS[(from + by + TABS.length) % TABS.length];
    select(next);
    at(`tab-${next}`).focus();
  });
  at("copy").addEventListener("click", () => copy(cleaned(), at("copied")));
  at("copy-log").addEventListener("click", () => copy(log(), at("copied-log")));
  at("copy-settings").addEventListener("click", () => copy(at("settings").value, at("copied-settings")));
  at("download").addEventListener("click", () => download(cleaned(), "text/plain", name.includes(".") ? name.replace(/(\.[^.]*)$/, ".cleaned$1") : `${name}.cleaned.txt`));
  at("download-log").addEventListener("click", () => download(log(), "application/jsonl", "changes.jsonl"));
}

async function start() {
  about = await (await fetch("about")).json();
  const title = (code) => code === "auto" ? "Detect" : languageName(code);
  const known = [...new Set([...about.languages, about.lang, "auto"])];
  at("lang").append(...known.map((code) => [title(code), code]).sort((a, b) => a[0].localeCompare(b[0], "en"))
    .map(([shown, code]) => element("option", { value: code }, shown)));
  at("lang").value = about.lang;
  at("profile").append(...about.profiles.map((each) => element("option", { value: each }, each)));
  at("profile").value = about.profile;
  for (const kind of about.drop) {
    const input = element("input", { type: "checkbox", value: kind });
    input.checked = about.dropped.includes(kind);
    at("drop").append(element("label", {}, input, ` ${kind}`));
  }
  at("limits").textContent = `At most ${about.max_bytes.toLocaleString("en")} bytes and ${about.deadline_s} seconds a text; longer ones: mtcheck check FILE.`;
  at("unsafe").checked = about.unsafe;
  select("findings");
  listen();
  document.body.dataset.ready = "yes";
}

start();
