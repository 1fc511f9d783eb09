export { ownConnectors } from '#own-connectors';
