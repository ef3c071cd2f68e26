export { DigitalOceanRecords, type DigitalOceanRecordsProps, recordName } from "./digitalocean-records";
