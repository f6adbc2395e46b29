// Run lessons in the browser edition's own Python, without a browser: node browser_python.mjs TRY_FOLDER LESSON...
// For every cell one line of JSON: the lesson, the cell's id, the error or null, and the charts as they reach the page.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [place, ...lessons] = process.argv.slice(2);
const CHART = "application/vnd.vegalite.v5+json";
const runtime = resolve(place, "static/pyodide");
const kernel = resolve(place, "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi");
const settings = JSON.parse(readFileSync(join(place, "jupyter-lite.json")))["jupyter-config-data"].litePluginSettings;
const { packages } = settings["@jupyterlite/pyodide-kernel-extension:kernel"].loadPyodideOptions;

const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const brought = packages.filter((name) => !name.endsWith(".whl"));
const python = await loadPyodide({ indexURL: runtime, packages: [...brought, "ipython", "jedi", "sqlite3", "ssl"] });
const wheels = packages.filter((name) => name.endsWith(".whl")).map((name) => join(place, "pypi", name.split("/").pop()));
wheels.push(...readdirSync(kernel).filter((name) => /^(ipykernel|pyodide_kernel)-/.test(name)).map((name) => join(kernel, name)));
const site = python.runPython("import site; site.getsitepackages()[0]");
for (const wheel of wheels) python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: site });

// What the kernel's own script in the page does with everything that comes from Python.
function mapToObject(tree) {
  const made = tree instanceof Array ? [] : {};
  tree.forEach((branch, key) => {
    made[key] = branch instanceof Map || branch instanceof Array ? mapToObject(branch) : branch;
  });
  return made;
}
const received = (result) => (result instanceof python.ffi.PyProxy ? mapToObject(result.toJs()) : result);

await python.runPythonAsync("import pyodide_kernel");
const running = python.globals.get("pyodide_kernel").kernel_instance;
const shown = [];
running.interpreter.send_comm = () => {};
running.interpreter.display_pub.display_data_callback = (data) => shown.push(received(data));
running.interpreter.display_pub.update_display_data_callback = (data) => shown.push(received(data));

for (const lesson of lessons) {
  python.FS.mkdirTree(`/home/${lesson}`);
  python.FS.chdir(`/home/${lesson}`);
  const { cells } = JSON.parse(readFileSync(join(place, "files", lesson)));
  for (const cell of cells.filter(({ cell_type }) => cell_type === "code")) {
    shown.length = 0;
    const done = received(await running.run([cell.source].flat().join("")));
    const error = done.status === "ok" ? null : `${done.ename}: ${done.evalue}`;
    const charts = shown.filter((data) => CHART in data).map((data) => data[CHART]);
    console.log(JSON.stringify({ lesson, cell: cell.id, error, charts }));
  }
  await python.runPythonAsync("pyodide_kernel.ipython_shell.reset(new_session=False)");
}
process.exit(0);
