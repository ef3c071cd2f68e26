export { Blackbox, type BlackboxProps } from "./blackbox";
export { askedOf, type Probe } from "./probe";
export { type BlackboxValuesProps, blackboxValues } from "./values";
