export { ownConnectors, ownWriters } from '#own-connectors';
