export { Alloy, type AlloyProps } from "./alloy";
export { type AlloyValuesProps, alloyValues } from "./values";
