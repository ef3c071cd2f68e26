export type { Catalogue, OwnMetric, Series } from "./catalogue";
export { catalogueOf, NOTHING_KNOWN } from "./catalogue";
export type { ComponentName } from "./components";
export { COMPONENTS } from "./components";
export { componentsOf } from "./components-of";
export { readExposition } from "./exposition";
