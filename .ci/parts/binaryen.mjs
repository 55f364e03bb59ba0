// The optimiser's library, from where the packages of the tests are installed.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const packages = createRequire(new URL("../../tests/web/package.json", import.meta.url));
export const { default: binaryen } = await import(pathToFileURL(packages.resolve("binaryen")));
