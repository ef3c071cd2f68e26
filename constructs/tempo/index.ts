export { TEMPO_DATASOURCE, Tempo, type TempoProps } from "./tempo";
export { type TempoValuesProps, type TraceBucket, tempoValues } from "./values";
