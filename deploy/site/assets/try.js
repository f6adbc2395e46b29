// Beside JupyterLite: says that Python loads, that the browser cannot run it, and that the site's lesson is newer than
// the learner's copy. A copy is never changed: it gets another name, and the answers lie in a file of their own.
const asked = new URLSearchParams(location.search); // JupyterLab rewrites the address soon
const path = asked.get("path") ?? "";
const said = WORDS[path.split("/")[0]] ?? WORDS.en;

function bar(words) {
  const place = document.createElement("div");
  place.setAttribute("role", "status");
  place.className = "smm-bar";
  const text = document.createElement("span");
  text.textContent = words;
  const close = document.createElement("button");
  close.textContent = said.close;
  close.onclick = () => place.remove();
  place.append(text, close);
  document.body.append(place);
  return { place, text, close };
}

const able = typeof WebAssembly === "object" && "serviceWorker" in navigator && "indexedDB" in window;
if (able) {
  const loading = bar(said.loading);
  const watch = setInterval(() => {
    if (!/Pyodide\) \| (Idle|Busy)/.test(document.querySelector("#jp-main-statusbar")?.textContent)) return;
    clearInterval(watch);
    loading.place.remove();
  }, 500);
} else {
  const link = document.createElement("a");
  link.href = `../../${path.replace(/ipynb$/, "html")}`;
  link.textContent = said.read;
  bar(said.cannot).text.append(" ", link);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// JupyterLite keeps the copies in this browser's own database, under their path.
async function kept() {
  const name = `JupyterLite Storage - ${location.pathname.replace(/lab\/(index\.html)?$/, "")}`;
  if (!(await indexedDB.databases()).some((database) => database.name === name)) return null;
  const database = await done(indexedDB.open(name));
  database.onversionchange = () => database.close(); // JupyterLite adds to it: held open, it would keep Python waiting
  return database.objectStoreNames.contains("files") ? database : (database.close(), null);
}

// The name under which a copy is kept when the site's lesson takes its place: the first that is free.
function otherName(names) {
  let number = 2;
  while (names.includes(path.replace(/\.ipynb$/, `_${number}.ipynb`))) number += 1;
  return path.replace(/\.ipynb$/, `_${number}.ipynb`);
}

async function lookForNews() {
  const database = path && (await kept());
  if (!database) return;
  const files = (mode) => database.transaction("files", mode).objectStore("files");
  const copy = await done(files("readonly").get(path));
  const other = otherName(await done(files("readonly").getAllKeys()));
  const news = await (await fetch(`../files/${path}`, { cache: "no-cache" })).json();
  database.close();
  if (!copy || copy.content?.metadata?.smm?.edition === news.metadata.smm.edition) return;
  const { text, close } = bar(`${said.newer} ${said.kept.replace("{name}", other.split("/").pop())}`);
  const open = document.createElement("button");
  open.textContent = said.open;
  open.onclick = async () => {
    const change = (await kept()).transaction("files", "readwrite").objectStore("files");
    const [now, names] = await Promise.all([done(change.get(path)), done(change.getAllKeys())]); // it may have been saved
    const place = otherName(names);
    await done(change.put({ ...now, name: place.split("/").pop(), path: place }, place));
    await done(change.delete(path));
    asked.set("reset", "");
    location.replace(`${location.pathname}?${asked}`);
  };
  text.after(open);
}

// Here no extension of IPython can put a sentence in the place of the NameError, as it does in JupyterLab; so it is added.
async function lookForEarlyCells() {
  const lesson = await (await fetch(`../files/${path}`)).json();
  const first = lesson.cells.find((cell) => cell.cell_type === "code");
  const imports = [first?.source ?? ""].flat().join("").matchAll(/import (.+)/g);
  const doors = [...imports].flatMap(([, names]) => names.split(", ").map((name) => name.split(" as ").pop().trim()));
  const missing = (text) => doors.includes(text.match(/NameError: name '(\w+)' is not defined/)?.[1]);
  const look = () => {
    for (const output of document.querySelectorAll(".jp-OutputArea-output:not([data-smm-early])")) {
      if (!missing(output.textContent)) continue;
      output.dataset.smmEarly = "";
      const sentence = document.createElement("p");
      sentence.setAttribute("role", "status");
      sentence.className = "smm-early";
      sentence.textContent = said.first_cell;
      output.prepend(sentence);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

if (able) lookForNews();
if (able && path) lookForEarlyCells();
