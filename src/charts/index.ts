export { checkValues } from "./check";
export type {
  Contract,
  ContractContainer,
  ContractPort,
  ContractService,
  ContractVolume,
  ContractWorkload,
  NameRule,
} from "./contract";
export { contractOf } from "./contract";
export type { ImageCopy, ImageSource } from "./images";
export { imagesOf, imageValues, mainImage, mirrored } from "./images";
export type { ChartName, ChartPin } from "./lock";
export { chartNames, chartPin } from "./lock";
export type { HelmValue, HelmValues } from "./merge";
export { mergeValues } from "./merge";
export { metricsPort, scrapeAnnotations } from "./metrics";
export type { ReleaseName, ServicePort } from "./services";
export { fullname, nameOf, podPortOf, selectorOf, serviceOf } from "./services";
