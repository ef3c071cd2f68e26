export type { Catalogue } from "./catalogue";
export { catalogueOf, NOTHING_KNOWN } from "./catalogue";
export type { ComponentName } from "./components";
export { COMPONENTS } from "./components";
export { componentsOf } from "./components-of";
export type { OwnMetric } from "./entries";
export { readExposition } from "./exposition";
export type { Series } from "./series";
