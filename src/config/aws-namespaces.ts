/** Namespaces of CloudWatch whose resources the exporter can find: pkg/config/services.go of its release 0.67.0. */
export const AWS_NAMESPACES: readonly string[] = `
  ACMPrivateCA AOSS AmazonMQ ApiGateway AppRunner AppStream AppSync ApplicationELB Athena AutoScaling Backup
  Bedrock Billing Cassandra CertificateManager ClientVPN CloudFront Cognito DDoSProtection DMS DX DataSync
  DirectoryService DocDB DynamoDB EBS EC2 EC2CapacityReservations EC2Spot ECR ECS EFS EKS ELB EMRServerless ES
  ElastiCache ElasticBeanstalk ElasticMapReduce Events FSx Firehose GameLift GatewayELB GlobalAccelerator IPAM
  IoT KMS Kafka KafkaConnect Kinesis KinesisAnalytics Lambda Logs MWAA MediaConnect MediaConvert MediaLive
  MediaPackage MediaTailor MemoryDB NATGateway Neptune NetworkELB NetworkFirewall PrivateLinkEndpoints
  PrivateLinkServices Prometheus QLDB QuickSight RDS RUM Redshift Route53 Route53Resolver S3 SES SNS SQS
  SageMaker Scheduler SecretsManager States StorageGateway Timestream Transfer TransitGateway TrustedAdvisor
  Usage VPN VpcLattice WAFV2 WorkSpaces
`
  .trim()
  .split(/\s+/)
  .map((service) => `AWS/${service}`);
