/** Regions of DigitalOcean that offer DOKS, and whether they offer Spaces. Source: facts of 2026-11; retired regions (ams1, ams2, nyc2, sfo1) are left out. */
const REGIONS = {
  ams3: { spaces: true },
  atl1: { spaces: true },
  blr1: { spaces: true },
  fra1: { spaces: true },
  lon1: { spaces: true },
  nyc1: { spaces: false },
  nyc3: { spaces: true },
  sfo2: { spaces: true },
  sfo3: { spaces: true },
  sgp1: { spaces: true },
  syd1: { spaces: true },
  tor1: { spaces: true },
} as const;

export type Region = keyof typeof REGIONS;

export const REGION_SLUGS = Object.keys(REGIONS) as [Region, ...Region[]];

export function hasSpaces(region: Region): boolean {
  return REGIONS[region].spaces;
}

/** Regions with Spaces. */
export const SPACES_REGIONS = REGION_SLUGS.filter(hasSpaces) as [Region, ...Region[]];
