export { isPods, type Peer, type Policy, policiesOf, type Rule } from "./policies";
export {
  API_SERVER_PORTS,
  type Gateway,
  type Pods,
  type Ports,
  type Somewhere,
  toAddress,
  toApiServer,
  toHost,
  toOutside,
  type Wire,
} from "./wire";
