/**
 * How long a pushed series is remembered that is pushed no more: alerts on how old something is go on for so long, and then
 * take it for gone.
 */
export const PUSH_MEMORY = "7d";
