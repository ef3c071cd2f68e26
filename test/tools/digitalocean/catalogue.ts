/** What DigitalOcean offers, as far as a stand-in needs it: written down apart from our own tables, so that they can disagree. */
export const REGIONS = ["ams3", "atl1", "blr1", "fra1", "lon1", "nyc1", "nyc3", "sfo2", "sfo3", "sgp1", "syd1", "tor1"];

export const DROPLET_SIZES = [
  "s-1vcpu-2gb",
  "s-2vcpu-4gb",
  "s-2vcpu-4gb-amd",
  "s-4vcpu-8gb",
  "s-4vcpu-8gb-intel",
  "c-4",
];

/** In the order of the API, newest first in each line. */
export const KUBERNETES_VERSIONS = ["1.36.0-do.3", "1.34.1-do.2", "1.34.1-do.0", "1.33.6-do.2", "1.32.10-do.2"];

export const DATABASE_SIZES = ["db-s-1vcpu-1gb", "db-s-1vcpu-2gb", "db-s-2vcpu-4gb"];

export const POSTGRES_VERSIONS = ["14", "15", "16", "17", "18"];
