import type { ConnectionId } from '../../../domain/ids.ts';
import type { Connection, VendorAnswerRecord } from '../../../domain/stores/connection.ts';
import { updateIf } from '../conditional-update.ts';
import { connectionKey, parseConnection } from '../connection-item.ts';
import type { Table } from '../table.ts';

/** Records what the vendor's system answers to events. */
export function openVendorAnswers(table: Table) {
  return {
    /**
     * Records what the vendor's system said. An older answer does not replace a newer one.
     *
     * @returns undefined when there is no such connection, or a newer answer
     */
    async recordAnswer(
      connection: ConnectionId,
      answer: VendorAnswerRecord,
      vendorAccount?: string,
    ): Promise<Connection | undefined> {
      const recorded = await updateIf(table.client, {
        table: table.name,
        pk: connectionKey(connection),
        set: { vendorAnswer: answer, vendorAccount },
        condition: 'attribute_exists(pk) AND (attribute_not_exists(vendorAnswer) OR vendorAnswer.#at <= :at)',
        names: { '#at': 'at' },
        values: { ':at': answer.at },
      });
      return recorded === undefined ? undefined : parseConnection(recorded);
    },
  };
}
