export { DigitalOceanRecords, type DigitalOceanRecordsProps, recordName } from "./digitalocean-records";
export { ExternalDns, type ExternalDnsProps } from "./external-dns";
export { type ExternalDnsValuesProps, externalDnsValues } from "./values";
