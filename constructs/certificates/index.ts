export { CertManager } from "./cert-manager";
export { type CertificateSource, Certificates, type CertificatesProps, certificateResources } from "./certificates";
export {
  type Challenge,
  digitalOceanSolver,
  httpSolver,
  type IssuerRef,
  LetsEncrypt,
  type LetsEncryptEnvironment,
  type LetsEncryptProps,
  letsEncryptIssuers,
} from "./lets-encrypt";
export { certManagerValues } from "./values";
