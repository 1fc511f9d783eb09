/** The channel that stores get when they are connected. */
export const CHANNEL = /* GraphQL */ `
"""Connectors that begin by themselves when a store is connected."""
type ChannelDefaults { connectors: [ConnectorDefault!]! }
type ConnectorDefault { name: String! everyMinutes: Int! }

"""Replaced as a whole; without connectors, stores get no channel by themselves."""
input ProductIntegrationChannelInput { id: ID! revision: Int connectors: [ConnectorDefaultInput!] }
input ConnectorDefaultInput { "Such as orders." name: String! "5 to 1440." everyMinutes: Int! }
`;
