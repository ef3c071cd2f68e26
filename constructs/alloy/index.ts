export { Alloy, type AlloyProps } from "./alloy";
export { EventCollector, type EventCollectorProps, eventCollectorValues } from "./event-collector";
export { JournalReader, type JournalReaderProps, journalReaderValues } from "./journal-reader";
export type { PodLogs } from "./pods";
export { type AlloyValuesProps, alloyValues } from "./values";
export type { LogPush } from "./write";
