export {
  type ClientConfig,
  type ClientInput,
  type ConfigSource,
  defineClient,
  type LoadedClient,
  loadClient,
  parseClient,
  type SecretSource,
} from "./src/config";
export { InputError, type Position, type Problem } from "./src/problem";
